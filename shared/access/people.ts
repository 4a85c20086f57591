import type { Actor } from "../account/events.ts";
import type { Sealed } from "../account/factor.ts";
import type { AccountStore, UserKey } from "../ports/stores.ts";
import { serviceTenant, type Vault, type VaultContext } from "../ports/vault.ts";
import { openSubject } from "./sealed-values.ts";

interface People {
  readonly accounts: AccountStore;
  readonly vault: Vault;
}

/** An actor as colleagues know him. */
export interface NamedActor extends Actor {
  /** Null: nobody, or somebody who was erased. */
  readonly name: string | null;
}

/** Under the service's own key: an operator may act in an organisation that has no users yet, whose first key must be the `identity` key. */
const adminName = ({ tenant, ref }: UserKey): VaultContext => ({
  tenant: serviceTenant,
  purpose: "subject",
  about: [tenant, ref, "name"],
});

/** Puts down how the admin's token names him, in the organisation that he acts in. */
export async function nameActor({ accounts, vault }: People, user: UserKey, name: string): Promise<void> {
  const known = await accounts.readName(user);
  if (known !== null && text(await vault.open(adminName(user), known)) === name) return;
  await accounts.putName(user, await vault.seal(adminName(user), Buffer.from(name)));
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

interface Person {
  /** The `sub`; null: nobody put it down. */
  readonly userId: string | null;
  /** As an admin's token named him. */
  readonly name: string | null;
}
const nobody: Person = { userId: null, name: null };

/** People of an organisation by their references. */
export async function peopleOf(
  { accounts, vault }: People,
  tenant: string,
  refs: readonly string[],
): Promise<(ref: string | null) => Person> {
  const users = [...new Set(refs)].filter((ref) => ref !== "").map((ref) => ({ tenant, ref }));
  const sealed = await accounts.readPeople(users);
  const people = await Promise.all(users.map(async (user, nth) => personOf(vault, user, sealed[nth])));
  const known = new Map(users.map(({ ref }, nth) => [ref, people[nth] ?? nobody]));
  return (ref) => (ref === null ? nobody : (known.get(ref) ?? nobody));
}

async function personOf(
  vault: Vault,
  user: UserKey,
  sealed: { readonly who: Sealed | null; readonly name: Sealed | null } | undefined,
): Promise<Person> {
  const who = sealed?.who ? await openSubject(vault, user, sealed.who) : null;
  const name = sealed?.name ? text(await vault.open(adminName(user), sealed.name)) : null;
  return { userId: who && who.sub, name: name ?? (who && who.sub) };
}

/** `system` is nobody. */
export const named = ({ role, ref }: Actor, person: (ref: string) => Person): NamedActor => ({
  role,
  ref,
  name: role === "system" ? null : person(ref).name,
});
