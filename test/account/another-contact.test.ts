import { describe, expect, it } from "vitest";
import { type Account, formerContactsAt, mayLearnContact, withContact } from "../../shared/account/account.ts";
import { accountWith, bytes, day, namedContact, pending, start, totp } from "./examples.ts";

const nobody = accountWith([], { contact: null });
const known = withContact(nobody, namedContact("old"), start);
const formers = (account: Account, now: number) => formerContactsAt(account, now).map(({ contact }) => contact);

describe("the contact of an account", () => {
  it("is the first one that is named", () => {
    expect(known).toStrictEqual({ ...nobody, contact: bytes("sealed old"), contactMark: namedContact("old").mark });
  });

  it("stays where the token names none", () => {
    expect(withContact(known, null, start)).toBe(known);
  });

  it("stays where the token names the same address, which a later token may say is verified, and none unsays", () => {
    const verified = withContact(known, { ...namedContact("old", true), sealed: null }, start);
    expect(verified).toStrictEqual({ ...known, contactMark: namedContact("old", true).mark });
    expect(withContact(verified, { ...namedContact("old"), sealed: null }, start)).toStrictEqual(verified);
  });

  it("is not verified by being named again, and a name without an address is none", () => {
    expect(withContact(known, { ...namedContact("old"), sealed: null }, start)).toStrictEqual(known);
    expect(withContact(known, { ...namedContact("new"), sealed: null }, start)).toBe(known);
    const marked = { ...nobody, contactMark: namedContact("old", true).mark };
    expect(withContact(marked, { ...namedContact("old"), sealed: null }, start)).toBe(marked);
    expect(withContact(marked, namedContact("old"), start)).toStrictEqual(known);
  });

  it("keeps the one before for thirty days", () => {
    const changed = withContact(known, namedContact("new"), start);
    expect(changed.contact).toStrictEqual(bytes("sealed new"));
    expect(formers(changed, start + 30 * day - 1)).toStrictEqual([bytes("sealed old")]);
    expect(formers(changed, start + 30 * day)).toStrictEqual([]);
  });

  it("is another one where nothing tells which address is known", () => {
    const unmarked = { ...nobody, contact: bytes("sealed old") };
    const changed = withContact(unmarked, namedContact("old"), start);
    expect(formers(changed, start)).toStrictEqual([bytes("sealed old")]);
  });

  it("pushes nobody out: a third address within thirty days waits", () => {
    const twice = withContact(withContact(known, namedContact("mine"), start), namedContact("next"), start + day);
    expect(formers(twice, start + 29 * day)).toStrictEqual([bytes("sealed old"), bytes("sealed mine")]);
    expect(withContact(twice, namedContact("last"), start + 29 * day)).toBe(twice);
    const later = withContact(twice, namedContact("last"), start + 30 * day);
    expect(formers(later, start + 30 * day)).toStrictEqual([bytes("sealed mine"), bytes("sealed next")]);
  });

  it("is learned of a password alone only where none is known and no factor is active", () => {
    expect(mayLearnContact(nobody)).toBe(true);
    expect(mayLearnContact(accountWith([totp("app", pending)], { contact: null }))).toBe(true);
    expect(mayLearnContact(accountWith([totp("app")], { contact: null }))).toBe(false);
    expect(mayLearnContact(known)).toBe(false);
  });
});
