import { randomUUID } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Engine, engineAccess, type EngineName, startEngine } from "../../local/dynamodb-engine.ts";
import { createClients } from "../../shared/aws/clients.ts";
import { accountStore } from "../../shared/aws/dynamodb/account-store.ts";
import { activityStore } from "../../shared/aws/dynamodb/activity-store.ts";
import { challengeStore } from "../../shared/aws/dynamodb/challenge-store.ts";
import { dataKeyStore } from "../../shared/aws/dynamodb/data-key-store.ts";
import { eventOfImage } from "../../shared/aws/dynamodb/event-of-image.ts";
import { accountKey, challengeKey, eventKey, type Key, limitKey } from "../../shared/aws/dynamodb/keys.ts";
import { limitStore } from "../../shared/aws/dynamodb/limit-store.ts";
import { policyStore } from "../../shared/aws/dynamodb/policy-store.ts";
import { signingKeyStore } from "../../shared/aws/dynamodb/signing-key-store.ts";
import type { Table } from "../../shared/aws/dynamodb/table.ts";
import { emptyAccount } from "../../shared/domain/account.ts";
import type { Challenge } from "../../shared/domain/challenges.ts";
import type { ActivityEntry, UserKey } from "../../shared/ports.ts";
import { bytesOf, day, fullAccount, handClock, hour, idOf, loginSucceeded, now, policy, policyUpdated, second, sms, user } from "./examples.ts";

/** What the stores promise, on a real engine. Every test has users and tenants of its own. */
export const storeContract = (engineName: EngineName): void =>
  describe(`the stores on ${engineName}`, () => {
    let engine: Engine;
    let table: Table;

    beforeAll(async () => {
      engine = await startEngine({ engine: engineName, path: null });
      await engine.createTable("contract");
      table = { documents: createClients({ dynamodb: { endpoint: engine.endpoint, ...engineAccess } }).documents, name: "contract" };
    });
    afterAll(async () => {
      table.documents.destroy();
      await engine.stop();
    });

    const someTenant = () => `acme#${randomUUID()}`;
    const someUser = (): UserKey => ({ ...user, tenant: someTenant() });
    const itemAt = async (Key: Key) => (await table.documents.send(new GetCommand({ TableName: table.name, Key }))).Item;

    it("creates the table once, and lets it be asked for again", async () => {
      await expect(engine.createTable("contract")).resolves.toBeUndefined();
    });

    describe("account", () => {
      it("is empty for a user who was never written", async () => {
        const nobody = { account: emptyAccount, lastEventId: null };
        await expect(accountStore(table).read(someUser())).resolves.toEqual(nobody);
        await expect(accountStore(table).readWithChallenges(someUser())).resolves.toEqual({ ...nobody, challenges: [] });
      });

      it("comes back as written, one version higher, with the id of its event", async () => {
        const [store, someone] = [accountStore(table), someUser()];
        const account = { ...fullAccount, version: 0 };
        await expect(store.write(someone, account, loginSucceeded())).resolves.toBe("written");
        const expected = { account: { ...fullAccount, version: 1 }, lastEventId: loginSucceeded().id };
        await expect(store.read(someone)).resolves.toEqual(expected);
        await expect(store.readWithChallenges(someone)).resolves.toEqual({ ...expected, challenges: [] });
      });

      it("is written by exactly one of many that read the same version", async () => {
        const [store, someone] = [accountStore(table), someUser()];
        for (const version of [0, 1]) {
          const outcomes = await Promise.all(
            Array.from({ length: 12 }, (_, epoch) => store.write(someone, { ...emptyAccount, version, epoch })),
          );
          expect(outcomes.filter((outcome) => outcome === "written")).toHaveLength(1);
          const { account } = await store.read(someone);
          expect(account).toEqual({ ...emptyAccount, version: version + 1, epoch: outcomes.indexOf("written") });
        }
      });

      it("is not written over by an older or a newer version", async () => {
        const [store, someone] = [accountStore(table), someUser()];
        await store.write(someone, emptyAccount);
        await store.write(someone, { ...emptyAccount, version: 1 });
        for (const version of [0, 1, 3]) await expect(store.write(someone, { ...emptyAccount, version })).resolves.toBe("conflict");
        await expect(store.write(someone, { ...emptyAccount, version: 2 })).resolves.toBe("written");
      });

      it("carries its event until the next write, and then no more", async () => {
        const [store, someone] = [accountStore(table), someUser()];
        const image = async () => eventOfImage((await itemAt(accountKey(someone))) ?? {});
        await store.write(someone, emptyAccount, loginSucceeded(1));
        await expect(image()).resolves.toEqual({ subject: someone, event: loginSucceeded(1) });
        await store.write(someone, { ...emptyAccount, version: 1 });
        await expect(image()).resolves.toBeNull();
        await expect(store.read(someone)).resolves.toMatchObject({ lastEventId: null });
      });
    });

    describe("challenges", () => {
      const challengeOf = (factorId: string, first: number): Challenge => ({
        id: idOf("chl", first),
        factorId,
        mac: bytesOf(32, first),
        sentAt: now,
        resendAt: now + 30 * second,
        expiresAt: now + 300 * second,
      });

      it("are read with the account: the newest of each factor, of this user only, and no activity", async () => {
        const [store, someone] = [accountStore(table), someUser()];
        const other = { ...someone, ref: `${someone.ref}x` };
        const [first, replaced, second_] = [challengeOf("fac_a", 1), challengeOf(sms.id, 2), challengeOf(sms.id, 3)];
        await store.write(someone, { ...fullAccount, version: 0 });
        for (const challenge of [first, replaced, second_]) await challengeStore(table).put(someone, challenge);
        await challengeStore(table).put(other, challengeOf(sms.id, 4));
        await activityStore(table, 400).record(someone, loginSucceeded());
        const read = await store.readWithChallenges(someone);
        expect(read.account).toEqual({ ...fullAccount, version: 1 });
        expect(read.challenges).toHaveLength(2);
        expect(read.challenges).toEqual(expect.arrayContaining([first, second_]));
        await expect(store.readWithChallenges(other)).resolves.toMatchObject({ account: emptyAccount, challenges: [challengeOf(sms.id, 4)] });
      });

      it("live no longer in the table than they can be redeemed, counted in seconds", async () => {
        const someone = someUser();
        await challengeStore(table).put(someone, challengeOf(sms.id, 1));
        await expect(itemAt(challengeKey(someone, sms.id))).resolves.toMatchObject({ ttl: Math.ceil((now + 300 * second) / 1000) });
      });
    });

    describe("limits", () => {
      const numberOf = (numberHash: string, confirmed = true) => ({ kind: "number", numberHash, confirmed }) as const;
      const limits = { hour: 5, day: 8 };
      const claimTimes = async (times: number, by: ReturnType<typeof numberOf>, at: number) => {
        for (let time = 0; time < times; time++) await limitStore(table).claim(by, limits, at);
      };

      it("let exactly as many of a burst through as the hour allows", async () => {
        const by = numberOf(randomUUID());
        const outcomes = await Promise.all(Array.from({ length: 20 }, () => limitStore(table).claim(by, limits, now)));
        expect(outcomes.filter(({ claimed }) => claimed)).toHaveLength(5);
        const refused = outcomes.filter(({ claimed }) => !claimed);
        expect(new Set(refused.map((outcome) => JSON.stringify(outcome)))).toEqual(
          new Set([JSON.stringify({ claimed: false, retryAt: Date.parse("2026-11-21T14:00:00.000Z") })]),
        );
      });

      it("open again with the next hour, until the day is spent", async () => {
        const by = numberOf(randomUUID());
        await claimTimes(6, by, now);
        const next = Date.parse("2026-11-21T14:00:00.000Z");
        for (let time = 0; time < 3; time++) await expect(limitStore(table).claim(by, limits, next)).resolves.toEqual({ claimed: true });
        const midnight = Date.parse("2026-11-22T00:00:00.000Z");
        await expect(limitStore(table).claim(by, limits, next)).resolves.toEqual({ claimed: false, retryAt: midnight });
        await expect(limitStore(table).claim(by, limits, midnight - 1)).resolves.toEqual({ claimed: false, retryAt: midnight });
        await expect(limitStore(table).claim(by, limits, midnight)).resolves.toEqual({ claimed: true });
      });

      it("count the pending use of a number apart from its confirmed use", async () => {
        const hash = randomUUID();
        await claimTimes(6, numberOf(hash, false), now);
        await expect(limitStore(table).claim(numberOf(hash, false), limits, now)).resolves.toMatchObject({ claimed: false });
        await expect(limitStore(table).claim(numberOf(hash, true), limits, now)).resolves.toEqual({ claimed: true });
      });

      it("count a tenant by the day alone", async () => {
        const by = { kind: "tenant", tenant: someTenant() } as const;
        const claim = () => limitStore(table).claim(by, { hour: null, day: 7 }, now);
        for (let time = 0; time < 7; time++) await expect(claim()).resolves.toEqual({ claimed: true });
        await expect(claim()).resolves.toEqual({ claimed: false, retryAt: Date.parse("2026-11-22T00:00:00.000Z") });
        await expect(itemAt(limitKey(by, now))).resolves.toMatchObject({ n: 7, ttl: Date.parse("2026-11-22T00:00:00.000Z") / 1000 });
      });
    });

    describe("policy", () => {
      it("is null until it is written, and then replaces exactly the version before", async () => {
        const [store, tenant] = [policyStore(table, handClock()), someTenant()];
        await expect(store.current(tenant)).resolves.toBeNull();
        await expect(store.replace(tenant, { ...policy, version: 2 }, policyUpdated())).resolves.toBe("conflict");
        await expect(store.replace(tenant, policy, policyUpdated())).resolves.toBe("written");
        await expect(store.replace(tenant, policy, policyUpdated())).resolves.toBe("conflict");
        const second_ = { ...policy, version: 2, recoveryHelp: "Ask Ada", smsCountries: [] };
        await expect(store.replace(tenant, second_, policyUpdated())).resolves.toBe("written");
        await expect(store.current(tenant)).resolves.toEqual(second_);
      });

      it("is replaced by exactly one of many", async () => {
        const [store, tenant] = [policyStore(table, handClock()), someTenant()];
        const outcomes = await Promise.all(Array.from({ length: 8 }, () => store.replace(tenant, policy, policyUpdated())));
        expect(outcomes.filter((outcome) => outcome === "written")).toHaveLength(1);
      });

      it("is remembered for less than a minute, and never longer than its replacement in the same process", async () => {
        const [clock, tenant] = [handClock(), someTenant()];
        const [here, elsewhere] = [policyStore(table, clock), policyStore(table, clock)];
        await expect(here.recent(tenant)).resolves.toBeNull();
        await elsewhere.replace(tenant, policy, policyUpdated());
        await expect(elsewhere.recent(tenant)).resolves.toEqual(policy);
        clock.advance(59_999);
        await expect(here.recent(tenant)).resolves.toBeNull();
        await expect(here.current(tenant)).resolves.toEqual(policy);
        clock.advance(1);
        await expect(here.recent(tenant)).resolves.toEqual(policy);
        const next = { ...policy, required: false, version: 2 };
        await here.replace(tenant, next, policyUpdated());
        await expect(here.recent(tenant)).resolves.toEqual(next);
      });

      it("is read afresh after a lost race", async () => {
        const [clock, tenant] = [handClock(), someTenant()];
        const [here, elsewhere] = [policyStore(table, clock), policyStore(table, clock)];
        await here.recent(tenant);
        await elsewhere.replace(tenant, policy, policyUpdated());
        await expect(here.replace(tenant, { ...policy, required: false }, policyUpdated())).resolves.toBe("conflict");
        await expect(here.recent(tenant)).resolves.toEqual(policy);
      });
    });

    describe("activity", () => {
      const entryOf = (index: number): ActivityEntry => ({ ...loginSucceeded(index), at: now + index * hour });
      const record = async (someone: UserKey, count: number) => {
        for (let index = 0; index < count; index++) await activityStore(table, 400).record(someone, entryOf(index));
      };

      it("is listed newest first, page by page, each entry once, without an empty last page", async () => {
        const [store, someone] = [activityStore(table, 400), someUser()];
        await record(someone, 6);
        await record({ ...someone, ref: `${someone.ref}x` }, 1);
        const pages: (readonly ActivityEntry[])[] = [];
        let cursor: string | null = null;
        do {
          const page = await store.list(someone, { limit: 3, cursor });
          if (page === "invalid_cursor") throw new Error("The cursor of a page was refused");
          pages.push(page.entries);
          cursor = page.cursor;
        } while (cursor !== null);
        expect(pages).toEqual([[entryOf(5), entryOf(4), entryOf(3)], [entryOf(2), entryOf(1), entryOf(0)]]);
      });

      it("takes the same event twice as one", async () => {
        const [store, someone] = [activityStore(table, 400), someUser()];
        await store.record(someone, entryOf(1));
        await store.record(someone, entryOf(1));
        await expect(store.list(someone, { limit: 10, cursor: null })).resolves.toEqual({ entries: [entryOf(1)], cursor: null });
      });

      it("keeps a tenant's events apart from its users', for as many days as set", async () => {
        const tenant = someTenant();
        await activityStore(table, 30).record({ tenant, ref: null }, policyUpdated());
        const kept = await itemAt(eventKey({ tenant, ref: null }, policyUpdated()));
        expect(kept).toMatchObject({ ttl: Math.ceil((now + 30 * day) / 1000) });
        await expect(activityStore(table, 30).list({ tenant, ref: "" }, { limit: 10, cursor: null })).resolves.toMatchObject({ entries: [] });
      });

      it("shows nothing of another user to who holds the other's cursor", async () => {
        const [store, someone, other] = [activityStore(table, 400), someUser(), someUser()];
        await record(someone, 3);
        await store.record(other, entryOf(0));
        const page = await store.list(someone, { limit: 1, cursor: null });
        const cursor = page === "invalid_cursor" ? null : page.cursor;
        expect(cursor).not.toBeNull();
        await expect(store.list(other, { limit: 10, cursor })).resolves.toEqual({ entries: [entryOf(0)], cursor: null });
      });

      const encoded = (text: string) => Buffer.from(text).toString("base64url");
      it.each([
        ["empty", ""],
        ["no base64url", "***"],
        ["a key of another kind", encoded("ACCOUNT")],
        ["with a prefix", encoded("EVENT#2026-11-21T13:59:30.123Z#evt_1")],
        ["with a third part", encoded("2026-11-21T13:59:30.123Z#evt_1#x")],
        ["a whole key", encoded(JSON.stringify({ pk: "USER#acme#usr_1", sk: "EVENT#2026-11-21T13:59:30.123Z#evt_1" }))],
        ["written in another way", `${encoded("2026-11-21T13:59:30.123Z#evt_1")}=`],
      ])("refuses a cursor that is %s", async (_, cursor) => {
        await expect(activityStore(table, 400).list(someUser(), { limit: 10, cursor })).resolves.toBe("invalid_cursor");
      });
    });

    describe("signing keys", () => {
      it("are added once per kid, and listed with all their parts", async () => {
        const store = signingKeyStore(table);
        const key = { kid: "2026#11", publicJwk: { kty: "EC", crv: "P-256", x: "x", y: "y" }, sealedPrivateJwk: bytesOf(80) };
        const outcomes = await Promise.all([key, key, key].map((one) => store.add(one, now + day)));
        expect(outcomes.toSorted()).toEqual(["conflict", "conflict", "written"]);
        await store.add({ ...key, kid: "2026#12" }, now + day);
        await expect(store.list()).resolves.toEqual([key, { ...key, kid: "2026#12" }]);
      });
    });

    describe("data keys", () => {
      it("are added once per generation, and the newest is known", async () => {
        const [store, tenant] = [dataKeyStore(table), someTenant()];
        const keyOf = (generation: number) => ({ tenant, purpose: "totp", generation, wrapped: bytesOf(184, generation) }) as const;
        await expect(store.newest(tenant, "totp")).resolves.toBe(0);
        await expect(store.read(tenant, "totp", 1)).resolves.toBeNull();
        for (const generation of [1, 2, 10]) await expect(store.add(keyOf(generation))).resolves.toBe("written");
        await expect(store.add({ ...keyOf(2), wrapped: bytesOf(1) })).resolves.toBe("conflict");
        await expect(store.newest(tenant, "totp")).resolves.toBe(10);
        await expect(store.newest(tenant, "contact")).resolves.toBe(0);
        await expect(store.read(tenant, "totp", 2)).resolves.toEqual(bytesOf(184, 2));
      });
    });
  });
