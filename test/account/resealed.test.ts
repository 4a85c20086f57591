import { expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { withResealed } from "../../shared/account/kinds.ts";
import { fullAccount, sms, totp } from "../aws/examples.ts";

const anew = (first: number): Uint8Array => new Uint8Array([first, 9, 9]);
const resealed = {
  factors: new Map([
    [totp.id, anew(1)],
    [sms.id, anew(2)],
    ["fac_gone", anew(3)],
  ]),
  preRegisteredPhone: anew(4),
  contact: anew(5),
};
const writing = (account: Account) => ({ write: { account }, outcome: { ok: true } as const });

it("a decision that writes takes all values along, and changes nothing else", () => {
  const decided = { ...fullAccount, factors: [{ ...totp, lastStep: totp.lastStep + 1 }, sms] };
  expect(withResealed(fullAccount, writing(decided), resealed)).toEqual(
    writing({
      ...fullAccount,
      factors: [
        { ...totp, lastStep: totp.lastStep + 1, secret: anew(1) },
        { ...sms, phone: anew(2) },
      ],
      preRegisteredPhone: anew(4),
      contact: anew(5),
    }),
  );
});

it("a decision that writes nothing is left alone", () => {
  const refused = { outcome: { ok: false, refusal: { code: "code_already_used" } } } as const;
  expect(withResealed(fullAccount, refused, resealed)).toBe(refused);
});

it("with nothing sealed anew the account stays what it is", () => {
  const decision = writing(fullAccount);
  expect(withResealed(fullAccount, decision, { factors: new Map() })).toEqual(decision);
  expect(withResealed(fullAccount, decision, { factors: new Map(), contact: null, preRegisteredPhone: null })).toEqual(
    decision,
  );
});

it("what the decision itself replaced or removed is not put back", () => {
  const decided: Account = {
    ...fullAccount,
    factors: [
      { ...totp, secret: anew(7) },
      { ...sms, id: "fac_new", phone: anew(8) },
    ],
    preRegisteredPhone: null,
    contact: anew(6),
  };
  expect(withResealed(fullAccount, writing(decided), resealed)).toEqual(writing(decided));
});

it("a factor that took the id of one of another kind keeps its own value", () => {
  const decided = { ...fullAccount, factors: [{ ...sms, id: totp.id }] };
  expect(withResealed(fullAccount, writing(decided), resealed).write?.account.factors).toEqual(decided.factors);
});

it("earlier addresses are sealed anew in their order, and not those that came since or where nothing is told of them", () => {
  const [first, second, third] = [1, 2, 3].map((nth) => ({ contact: anew(20 + nth), until: nth }));
  if (first === undefined || second === undefined || third === undefined) throw new Error("no contacts");
  const before = { ...fullAccount, formerContacts: [first, second] };
  const decided = { ...fullAccount, formerContacts: [second, third] };
  const formers = (from: Account, to: Account, formerContacts?: readonly (Uint8Array | null)[]) =>
    withResealed(from, writing(to), { factors: new Map(), ...(formerContacts && { formerContacts }) }).write?.account
      .formerContacts;
  expect(formers(before, decided, [anew(30), anew(31)])).toStrictEqual([{ ...second, contact: anew(31) }, third]);
  expect(formers(before, before, [anew(30), null])).toStrictEqual([{ ...first, contact: anew(30) }, second]);
  expect(formers(before, decided)).toStrictEqual([second, third]);
  expect(formers(fullAccount, decided, [anew(30), anew(31)])).toStrictEqual([second, third]);
  expect(formers(before, fullAccount, [anew(30), anew(31)])).toBeUndefined();
});

it("nothing is put where nothing was", () => {
  const empty: Account = { ...fullAccount, preRegisteredPhone: null, contact: null };
  expect(withResealed(empty, writing(empty), { ...resealed, factors: new Map() })).toEqual(writing(empty));
});
