import { timingSafeEqual } from "node:crypto";
import { type Account, formerContactsAt } from "../account/account.ts";
import type { At, Decision, Outcome, LinkDone } from "../account/decision.ts";
import type { Instant } from "../account/instant.ts";
import { methodOfLink, reopenByLink } from "../account/reopen.ts";
import type { Policy } from "../account/policy.ts";
import { cancelByLink, cancelState } from "../account/recovery-standing.ts";
import { changeState, freeze, linkKinds, type LinkKind } from "../account/undo.ts";
import type { UserKey } from "../ports/stores.ts";
import { NoDataKeyYet, serviceTenant, type Vault } from "../ports/vault.ts";
import type { Services } from "../runtime/services.ts";
import { type AccountAccess, accountAccess } from "./account-access.ts";
import { currentPolicy, recentPolicy } from "./organisation-policy.ts";
import { maskEmail, openContact } from "./sealed-values.ts";

/** One thing that a link may do, once and until then. */
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

interface LinkActs {
  /** Whether it can still act. */
  readonly state: (account: Account, id: string, at: At, policy: PolicyNow) => Promised<"open" | "done">;
  readonly act: (account: Account, id: string, at: At, policy: PolicyNow) => Promised<Decision<LinkDone>>;
}
type Promised<T> = T | Promise<T>;
/** Read only for a link that needs it. */
type PolicyNow = () => Promise<Policy>;

const acts: Readonly<Record<LinkKind, LinkActs>> = {
  "cancel-recovery": {
    state: async (account, id, { now }, policy) => cancelState(account, id, await policy(), now),
    act: async (account, id, { now }, policy) => cancelByLink(account, id, await policy(), now),
  },
  changed: { state: changeState, act: freeze },
  reopen: { state: (account, id, at) => methodOfLink(account, id, at)?.state ?? "done", act: reopenByLink },
};

/** The account that a link is about. Nobody is signed in: a link proves that somebody reads the owner's mail, and nothing more. */
const accountOf = (services: Services, { user }: Link): AccountAccess =>
  accountAccess(services, {
    user,
    identity: { tenant: user.tenant, issuerId: "", subject: "" },
    actor: { role: "user", ref: user.ref },
    permit: () => null,
  });

export interface LinkRead {
  readonly link: Link;
  readonly account: string;
  readonly state: "open" | "done" | "expired";
}

/** Reads whom and which event a link is about. Null: no link of ours. Changes nothing. */
export async function readLink(services: Services, token: string, at: At): Promise<Outcome<LinkRead> | null> {
  const link = await openLink(services.vault, token);
  if (link === null) return null;
  const read = await accountOf(services, link).read();
  if (!read.ok) return read;
  // Where another address is known by now, links went to the older one.
  const [former] = formerContactsAt(read.account, at.now);
  const contact = await openContact(services.vault, link.user, former ?? read.account);
  const policy: PolicyNow = async () => recentPolicy(services, link.user.tenant);
  const state = at.now < link.expiresAt ? await acts[link.kind].state(read.account, link.id, at, policy) : "expired";
  return { ok: true, link, account: contact === null ? "" : maskEmail(contact.email), state };
}

/** Does what a link of this kind is for. Null: no such link of ours. */
export async function actByLink(
  services: Services,
  { token, kind }: { readonly token: string; readonly kind: LinkKind },
  at: At,
): Promise<Outcome<LinkDone> | null> {
  const link = await openLink(services.vault, token);
  if (link?.kind !== kind) return null;
  if (link.expiresAt <= at.now) return { ok: true, state: "expired" };
  const policy: PolicyNow = async () => currentPolicy(services, link.user.tenant);
  return accountOf(services, link).change((state) => acts[kind].act(state.account, link.id, at, policy));
}
