/** A token that proves more, and until when, by this device's clock, it is worth using. */
export interface Proof {
  readonly token: string;
  readonly until: number;
}

/** Access tokens that codes brought to any element of this page, by service and user. In memory only: they end with the page. */
const proofs = new Map<string, Proof>();

/** Claims that differ from one token of a user to the next. */
const passing: readonly string[] = ["iat", "nbf", "exp", "jti", "auth_time", "nonce", "at_hash", "c_hash"];

/**
 * The service and whoever the host's token names. All claims but those of the moment count, so that another organisation or role of the same
 * user never gets this one's token: in doubt a code is asked for again. Null: the token cannot be read.
 */
export function ownerOf(baseUrl: string, token: string): string | null {
  try {
    const base64 = token.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "";
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims !== "object" || claims === null || !("sub" in claims)) return null;
    const lasting = Object.entries(claims)
      .filter(([name]) => !passing.includes(name))
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([new URL(baseUrl, document.baseURI).href, lasting]);
  } catch {
    return null;
  }
}

export function shareProof(owner: string | null, proof: Proof): void {
  if (owner !== null) proofs.set(owner, proof);
}

/** Null: nobody has proven anything, or it is over. */
export function sharedProof(owner: string | null, now: number): Proof | null {
  const proof = owner === null ? undefined : proofs.get(owner);
  return proof !== undefined && now < proof.until ? proof : null;
}

/** One that counts for nothing any more. */
export function forgetProof(proof: Proof): void {
  for (const [owner, { token }] of proofs) if (token === proof.token) proofs.delete(owner);
}

/** A login begins, or a host begins anew: nobody goes on with the code of whoever was here before. */
export const forgetProofs = (): void => proofs.clear();

/** The contract's bounds for the life of an assertion. */
const shortest = 60_000;
const longest = 600_000;
/** The time that the host's server needs to look at it. */
const margin = 10_000;

/** When an assertion should be handed over at the latest. This device's clock may be wrong, the contract's bounds are not. */
export const handOverBy = (expiresAt: string, receivedAt: number): number =>
  receivedAt + Math.min(Math.max(Date.parse(expiresAt) - receivedAt, shortest), longest) - margin;

export const isStillGood = (
  { expiresAt, receivedAt }: { readonly expiresAt: string; readonly receivedAt: number },
  now: number,
): boolean => now < handOverBy(expiresAt, receivedAt);
