const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
export const stepSeconds = 30;

/** RFC 4648 section 6, as people type it. Null: that is no key. */
export function readKey(text: string): Uint8Array<ArrayBuffer> | null {
  const letters = text.toUpperCase().replaceAll(/[\s=-]/g, "");
  if (letters.length < 16 || !/^[A-Z2-7]+$/.test(letters)) return null;
  const bytes = new Uint8Array(Math.floor((letters.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of letters) {
    held = (held << 5) | alphabet.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 0xff;
    at += 1;
  }
  return bytes;
}

export interface AuthenticatorAccount {
  readonly label: string;
  readonly key: string;
}

/** Account that a QR code or a typed key adds. Null: neither. */
export function accountOf(text: string): AuthenticatorAccount | null {
  if (!text.startsWith("otpauth://totp/"))
    return readKey(text) === null ? null : { label: "Typed key", key: text.toUpperCase().replaceAll(/[\s=-]/g, "") };
  const uri = new URL(text);
  const key = uri.searchParams.get("secret") ?? "";
  const label = decodeURIComponent(uri.pathname.split("/").at(-1) ?? "");
  return readKey(key) === null ? null : { label, key };
}

/** RFC 6238 with SHA-1, six digits and steps of 30 s. */
export async function totpAt(key: Uint8Array<ArrayBuffer>, millis: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(millis / 1000 / stepSeconds)));
  const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const digest = new DataView(await crypto.subtle.sign("HMAC", hmac, counter.buffer));
  const offset = digest.getUint8(digest.byteLength - 1) & 0x0f;
  const number = digest.getUint32(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

const place = "test-aid-authenticator";

/** The keys stay in this browser, as they would in a phone: the local run keeps its users over a restart too. */
export function readAccounts(): readonly AuthenticatorAccount[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isAccount) : [];
  } catch {
    return [];
  }
}

export function storeAccounts(accounts: readonly AuthenticatorAccount[]): void {
  localStorage.setItem(place, JSON.stringify(accounts));
}

const isAccount = (value: unknown): value is AuthenticatorAccount =>
  typeof value === "object" &&
  value !== null &&
  "label" in value &&
  typeof value.label === "string" &&
  "key" in value &&
  typeof value.key === "string" &&
  accountOf(value.key) !== null;
