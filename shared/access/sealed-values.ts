import * as z from "zod/mini";
import { type Account, type NamedContact, namesKnownContact } from "../account/account.ts";
import { type CodeType, type Factor, type FactorOf, isKnown, type Sealed } from "../account/factor.ts";
import { kindOf, kinds, type Resealed } from "../account/kinds.ts";
import type { UserKey } from "../ports/stores.ts";
import type { Vault, VaultContext } from "../ports/vault.ts";
import { languageOf } from "../language/languages.ts";
import type { Caller } from "../identity/caller.ts";
import type { UserIdentity } from "../identity/tokens.ts";

/** A factor with a sealed value in the account. */
type SealedFactor = FactorOf<CodeType>;
export const isSealed = (factor: Factor): factor is SealedFactor =>
  isKnown(factor) && kinds[factor.type].sealed !== null;

/** Where each sealed value of an account belongs: a value moved to another user, factor or field does not open. */
const factorContext = ({ tenant, ref }: UserKey, { type, id }: Pick<SealedFactor, "type" | "id">): VaultContext => {
  const { purpose, about } = kinds[type].sealed;
  return { tenant, purpose, about: [ref, ...about, id] };
};
const registeredPhone = ({ tenant, ref }: UserKey): VaultContext => ({
  tenant,
  purpose: "contact",
  about: [ref, "pre-registered"],
});
const userContact = ({ tenant, ref }: UserKey): VaultContext => ({
  tenant,
  purpose: "contact",
  about: [ref, "contact"],
});

const userSubject = ({ tenant, ref }: UserKey): VaultContext => ({ tenant, purpose: "subject", about: [ref] });

/** How to reach a user when something about the second factor changes. */
export interface Contact {
  readonly email: string;
  readonly language: string;
}

/** The cast says what the types of two tables cannot: where there is a place for a sealed value, there is one. */
const valueOf = (factor: SealedFactor): Sealed => kindOf(factor).sealedValue(factor) as Sealed;

/** The one sealed value of a factor: the app's secret, or the phone's number in UTF-8. */
export const openFactor = async (vault: Vault, user: UserKey, factor: SealedFactor): Promise<Uint8Array> =>
  vault.open(factorContext(user, factor), valueOf(factor));

export const openPhone = async (vault: Vault, user: UserKey, phone: SealedFactor): Promise<string> =>
  text(await openFactor(vault, user, phone));

export const sealFactor = async (
  vault: Vault,
  user: UserKey,
  factor: Pick<SealedFactor, "type" | "id">,
  value: Uint8Array | string,
): Promise<Sealed> => vault.seal(factorContext(user, factor), Buffer.from(value));

export const sealPreRegisteredPhone = async (vault: Vault, user: UserKey, e164: string): Promise<Sealed> =>
  vault.seal(registeredPhone(user), Buffer.from(e164));

export const openPreRegisteredPhone = async (vault: Vault, user: UserKey, account: Account): Promise<string | null> =>
  account.preRegisteredPhone && text(await vault.open(registeredPhone(user), account.preRegisteredPhone));

export const sealContact = async (vault: Vault, user: UserKey, contact: Contact): Promise<Sealed> =>
  vault.seal(userContact(user), Buffer.from(JSON.stringify(contact)));

const contactSchema = z.object({ email: z.string(), language: z.string() });

export const openContact = async (
  vault: Vault,
  user: UserKey,
  account: Pick<Account, "contact">,
): Promise<Contact | null> =>
  account.contact && contactSchema.parse(JSON.parse(text(await vault.open(userContact(user), account.contact))));

/** Enough for its owner to know it: `j•••@e•••.com`. */
export function maskEmail(email: string): string {
  const [, name = "", domain = ""] = /^(.*)@(.*)$/s.exec(email) ?? [];
  const ending = /\.[^.]+$/.exec(domain)?.[0] ?? "";
  const first = (text: string): string => [...text][0] ?? "";
  return `${first(name)}•••@${first(domain)}•••${ending}`;
}

/** Whose reference it is: an export, an approval and the organisation's activity name people by it. */
export const sealSubject = async (vault: Vault, user: UserKey, { issuerId, subject }: UserIdentity): Promise<Sealed> =>
  vault.seal(userSubject(user), Buffer.from(JSON.stringify({ issuer: issuerId, sub: subject })));

const subjectSchema = z.object({ issuer: z.string(), sub: z.string() });

export const openSubject = async (vault: Vault, user: UserKey, who: Sealed): Promise<z.output<typeof subjectSchema>> =>
  subjectSchema.parse(JSON.parse(text(await vault.open(userSubject(user), who))));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

/**
 * The values that a step is about to open, sealed again where a rotation made a newer key: those of the given purpose, which is the one
 * that the step's function may use.
 */
export async function reseal(
  vault: Vault,
  user: UserKey,
  account: Account,
  purpose: (typeof kinds)[CodeType]["sealed"]["purpose"],
): Promise<Resealed> {
  const factors = account.factors.filter(isSealed).filter(({ type }) => kinds[type].sealed.purpose === purpose);
  const contacts = purpose === "contact";
  const formerContacts = contacts
    ? await Promise.all(
        (account.formerContacts ?? []).map(async (former) => vault.reseal(userContact(user), former.contact)),
      )
    : [];
  const [preRegisteredPhone, contact, ...values] = await Promise.all([
    contacts && account.preRegisteredPhone && vault.reseal(registeredPhone(user), account.preRegisteredPhone),
    contacts && account.contact && vault.reseal(userContact(user), account.contact),
    ...factors.map(async (factor) => vault.reseal(factorContext(user, factor), valueOf(factor))),
  ]);
  const resealed = factors.flatMap(({ id }, index) => {
    const value = values[index];
    return value ? [[id, value] as const] : [];
  });
  return {
    factors: new Map(resealed),
    preRegisteredPhone: preRegisteredPhone || null,
    contact: contact || null,
    formerContacts,
  };
}

/** Bytes of the hash that tells two addresses apart. */
const markLength = 4;

/** The hash of an address: every call has the key of `identity` at hand. */
export async function contactMarkOf(vault: Vault, { tenant, ref }: UserKey, email: string): Promise<Uint8Array> {
  const context: VaultContext = { tenant, purpose: "identity", about: [ref, "contact"] };
  const hash = await vault.mac(context, Buffer.from(email.toLowerCase()));
  return new Uint8Array(hash.subarray(0, markLength));
}

/**
 * Where to tell the user of changes, as the login's token says; null if this token does not, as one of ours never does. It is sealed
 * where it differs from the known one, and where the call `renews` its language.
 */
export async function contactOf(
  vault: Vault,
  user: UserKey,
  {
    caller: { email, emailVerified },
    headers,
    renews = false,
  }: {
    readonly caller: Caller;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly renews?: boolean;
  },
  known: Account,
): Promise<NamedContact | null> {
  if (email === null) return null;
  const mark = { hash: await contactMarkOf(vault, user, email), verified: emailVerified };
  if (namesKnownContact(known, mark) && !renews) return { sealed: null, mark };
  return { sealed: await sealContact(vault, user, { email, language: languageOf(headers["accept-language"]) }), mark };
}
