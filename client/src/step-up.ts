/** What the token lacks: the password again, a code, or both. */
export interface StepUp {
  /** Seconds that may have gone by since the password was entered; null: it is recent enough. */
  readonly maxAge: number | null;
  readonly secondFactor: boolean;
}

/** RFC 9470 section 3. A header that cannot be read (hidden by a proxy) asks for both: too much is asked rather than too little. */
export function stepUpOf(wwwAuthenticate: string | null): StepUp {
  if (wwwAuthenticate === null) return { maxAge: 0, secondFactor: true };
  const maxAge = /max_age="?(\d{1,6})/.exec(wwwAuthenticate)?.[1];
  return {
    maxAge: maxAge === undefined ? null : Number(maxAge),
    secondFactor: wwwAuthenticate.includes("acr_values="),
  };
}
