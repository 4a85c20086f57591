import { timingSafeEqual } from "node:crypto";
import type { Instant } from "../account/instant.ts";
import type { UserKey } from "../ports/stores.ts";
import { NoDataKeyYet, serviceTenant, type Vault } from "../ports/vault.ts";

/** Kinds of links in e-mails. The order is that of the byte in the token. */
export const linkKinds = ["cancel-recovery", "changed", "reopen"] as const;
export type LinkKind = (typeof linkKinds)[number];

/** What a link may do, once and until then. */
export interface Link {
  readonly kind: LinkKind;
  readonly user: UserKey;
  /** 64 random bits, which the account keeps: eleven characters of base64url. */
  readonly id: string;
  /** When the event happened that it is about. */
  readonly at: Instant;
  readonly expiresAt: Instant;
}

const prefix = "lnk_";
const idBytes = 8;
const timeBytes = 6;
const macBytes = 16;
const endAt = 1 + timeBytes;
const idAt = endAt + timeBytes;
const head = idAt + idBytes;
const refEnds = "\n";
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** One service-wide purpose, so that a link is checked before anything of a tenant is touched. The vault puts its length before each part. */
async function macOf(vault: Vault, { kind, user, id, at, expiresAt }: Link): Promise<Buffer> {
  const about = [kind, user.tenant, user.ref, String(at), String(expiresAt)];
  const mac = await vault.mac({ tenant: serviceTenant, purpose: "links", about }, Buffer.from(id, "base64url"));
  return Buffer.from(mac).subarray(0, macBytes);
}

export const newLinkId = (bytes: (count: number) => Uint8Array): string =>
  Buffer.from(bytes(idBytes)).toString("base64url");

/** The token of a link: `lnk_` and base64url of kind, time, expiry, id, keyed hash, user and tenant. */
export async function sealLink(vault: Vault, link: Link): Promise<string> {
  const { kind, user, id, at, expiresAt } = link;
  const bytes = Buffer.alloc(head);
  bytes.writeUInt8(linkKinds.indexOf(kind));
  bytes.writeUIntBE(at, 1, timeBytes);
  bytes.writeUIntBE(expiresAt, endAt, timeBytes);
  bytes.write(id, idAt, "base64url");
  const whose = Buffer.from(`${user.ref}${refEnds}${user.tenant}`);
  return prefix + Buffer.concat([bytes, await macOf(vault, link), whose]).toString("base64url");
}

/** The link of a token that this service made, expired or not. Null for any other text, of which nothing else is looked at. */
export async function openLink(vault: Vault, token: string): Promise<Link | null> {
  const bytes = Buffer.from(token.slice(prefix.length), "base64url");
  // Base64url is read laxly: only the one text that the bytes give counts.
  if (bytes.length <= head + macBytes || prefix + bytes.toString("base64url") !== token) return null;
  const link = linkOf(bytes);
  if (link === null) return null;
  try {
    const mac = await macOf(vault, link);
    return timingSafeEqual(mac, bytes.subarray(head, head + macBytes)) ? link : null;
  } catch (error) {
    // No link was ever made.
    if (error instanceof NoDataKeyYet) return null;
    throw error;
  }
}

function linkOf(bytes: Buffer): Link | null {
  const kind = linkKinds[bytes.readUInt8()];
  const whose = wholeText(bytes.subarray(head + macBytes));
  const end = whose?.indexOf(refEnds) ?? -1;
  if (kind === undefined || !whose || end < 0) return null;
  return {
    kind,
    // The name of a tenant may hold any character.
    user: { ref: whose.slice(0, end), tenant: whose.slice(end + 1) },
    id: bytes.subarray(idAt, head).toString("base64url"),
    at: bytes.readUIntBE(1, timeBytes),
    expiresAt: bytes.readUIntBE(endAt, timeBytes),
  };
}

function wholeText(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
