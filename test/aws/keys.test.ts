/** @module-tag histories */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as keys from "../../shared/aws/dynamodb/keys.ts";
import { now, user } from "./examples.ts";

describe("keys", () => {
  it("are those of the architecture", () => {
    expect(keys.accountKey(user)).toEqual({ pk: `USER#acme#${user.ref}`, sk: "ACCOUNT" });
    expect(keys.challengeKey(user, "fac_1")).toEqual({ pk: `USER#acme#${user.ref}`, sk: "CHALLENGE#fac_1" });
    expect(keys.policyKey("acme")).toEqual({ pk: "TENANT#acme", sk: "POLICY" });
    expect(keys.dataKeyKey("acme", "totp", 1)).toEqual({ pk: "KEYS#acme", sk: "DATAKEY#totp#0001" });
    expect(keys.eventKey(user, { at: now, id: "evt_1" })).toEqual({
      pk: `USER#acme#${user.ref}`,
      sk: "EVENT#2026-11-21T13:59:30.123Z#evt_1",
    });
    expect(keys.eventKey({ tenant: "acme", ref: null }, { at: now, id: "evt_1" }).pk).toBe("TENANT#acme");
    expect(keys.limitKey({ kind: "number", numberHash: "ab", standing: "confirmed" }, now)).toEqual({
      pk: "LIMIT#ab",
      sk: "DAY#2026-11-21#CONFIRMED",
    });
    expect(keys.limitKey({ kind: "number", numberHash: "ab", standing: "pending", tenant: "acme" }, now)).toEqual({
      pk: "LIMIT#ab",
      sk: "DAY#2026-11-21#PENDING#acme",
    });
    expect(keys.limitKey({ kind: "number", numberHash: "ab", standing: "registered", tenant: "a#b" }, now)).toEqual({
      pk: "LIMIT#ab",
      sk: "DAY#2026-11-21#REGISTERED#a%23b",
    });
    expect(keys.limitKey({ kind: "number", numberHash: "ab", standing: "unconfirmed" }, now)).toEqual({
      pk: "LIMIT#ab",
      sk: "DAY#2026-11-21#UNCONFIRMED",
    });
    expect(keys.limitKey({ kind: "tenant", tenant: "acme", purpose: "login" }, now)).toEqual({
      pk: "BUDGET#acme",
      sk: "DAY#2026-11-21#LOGIN",
    });
    expect(keys.limitKey({ kind: "deployment" }, now)).toEqual({ pk: "BUDGET#~service", sk: "DAY#2026-11-21" });
    expect(keys.signingKeyKey("2026-11")).toEqual({ pk: "SIGNING", sk: "KEY#2026-11" });
  });

  it("name nobody where they are of other items", () => {
    const others = [
      { pk: "TENANT#acme#usr_1", sk: "ACCOUNT" },
      { pk: "USER#acme#usr_1", sk: "POLICY" },
      { pk: "USER#acme#usr_1", sk: "CHALLENGE#fac_1" },
      { pk: "USER#acme", sk: "ACCOUNT" },
      { pk: "LIMIT#acme", sk: "POLICY" },
      { pk: "SIGNING", sk: "POLICY" },
      { pk: "TENANT", sk: "POLICY" },
    ];
    for (const key of others) expect(keys.subjectOf(key), JSON.stringify(key)).toBeNull();
  });

  it("name the owner of a data key, and of nothing else", () => {
    expect(keys.ownerOfDataKey(keys.dataKeyKey("a#b", "totp", 12))).toStrictEqual({ tenant: "a#b", purpose: "totp" });
    const others = [
      keys.policyKey("acme"),
      { pk: "USER#acme#usr_1", sk: "DATAKEY#totp#0001" },
      { pk: "KEYS", sk: "DATAKEY#totp#0001" },
      { pk: "TENANT#acme", sk: "DATAKEY#totp#0001" },
      { pk: "KEYS#acme", sk: "DATAKEY#other#0001" },
      { pk: "KEYS#acme", sk: "EVENT#DATAKEY#totp#0001" },
    ];
    for (const key of others) expect(keys.ownerOfDataKey(key), JSON.stringify(key)).toBeNull();
  });

  it.each([
    ["a#b", "USER#a%23b#usr_1"],
    ["a%23b", "USER#a%2523b#usr_1"],
    ["zürich", "USER#z%C3%BCrich#usr_1"],
    ["会社", "USER#%E4%BC%9A%E7%A4%BE#usr_1"],
  ])("escape tenant %s", (tenant, pk) => {
    expect(keys.accountKey({ tenant, ref: "usr_1" }).pk).toBe(pk);
  });

  it("never let a tenant forge the account of another", () => {
    const victim = keys.accountKey({ tenant: "acme", ref: "usr_1" });
    expect(keys.accountKey({ tenant: "acme#usr_1", ref: "" })).not.toEqual(victim);
    expect(keys.accountKey({ tenant: "acme", ref: "usr_1#x" }).pk.split("#")).toHaveLength(3);
  });

  it("are different for different users, and name their user again", () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom("#", "%", "%23", "a"), fc.string({ unit: "grapheme" })),
      minLength: 1,
    });
    const pairs = fc.record({ tenant: text, ref: text });
    fc.assert(
      fc.property(pairs, pairs, (one, other) => {
        fc.pre(
          one.tenant.isWellFormed() &&
            other.tenant.isWellFormed() &&
            one.ref.isWellFormed() &&
            other.ref.isWellFormed(),
        );
        const same = one.tenant === other.tenant && one.ref === other.ref;
        expect(keys.userPartition(one) === keys.userPartition(other)).toBe(same);
        expect(keys.subjectOf(keys.accountKey(one))).toEqual(one);
        expect(keys.subjectOf(keys.policyKey(one.tenant))).toEqual({ tenant: one.tenant, ref: null });
      }),
    );
  });

  it("refuse a name that is broken Unicode", () => {
    expect(() => keys.policyKey("\ud800")).toThrow(URIError);
  });

  it("keep every challenge and credential, and nothing else of the user, in the range that is read with the account", () => {
    const { first, last } = keys.accountWithChallenges;
    const inRange = ({ sk }: keys.Key) => sk >= first && sk <= last;
    expect(inRange(keys.accountKey(user))).toBe(true);
    for (const letter of "-_09AZaz") expect(inRange(keys.challengeKey(user, `fac_${letter}`))).toBe(true);
    for (const letter of "-_09AZaz") expect(inRange(keys.credentialKey(user, `fac_${letter}`))).toBe(true);
    expect(inRange(keys.eventKey(user, { at: now, id: "evt_1" }))).toBe(false);
  });
});
