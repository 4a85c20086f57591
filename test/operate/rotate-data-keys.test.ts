/** @module-tag crowds */
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { advanceDataKeys, rewrapDataKeys, storedDataKeys } from "../../operate/rotate/data-keys.ts";
import { dataKeyKey } from "../../shared/aws/dynamodb/keys.ts";
import { serviceTenant } from "../../shared/ports/vault.ts";
import { tally } from "../harness/at-once.ts";
import { world } from "../harness/world.ts";
import { accountOf, generationsIn, operatorOf } from "./operator.ts";

const { service, issuer: shop, organisationOf } = world();
const operator = () => operatorOf(service);
const silent = () => undefined;
const running = 300;

async function allKeys() {
  const pages = [];
  for await (const page of storedDataKeys(operator().table)) pages.push(...page);
  return pages;
}

describe("a new generation of the data keys", () => {
  const acme = organisationOf("acme");

  it("takes what a login opens along: the secret with a code, the phone with an SMS; the rest waits", async () => {
    const person = acme.person("both", { email: "both@acme.example" });
    await person.hasTotp();
    await person.hasSms("+41791234551");
    const generations = async () => generationsIn(await accountOf(service, shop, "acme", person));
    expect(await generations()).toMatchObject({ totp: [1], sms: [1], contact: 1 });
    const { made, failed } = await advanceDataKeys(operator(), "acme", silent);
    expect(made.toSorted((one, other) => one.purpose.localeCompare(other.purpose))).toEqual([
      { tenant: "acme", purpose: "contact", generation: 2 },
      { tenant: "acme", purpose: "subject", generation: 2 },
      { tenant: "acme", purpose: "totp", generation: 2 },
    ]);
    expect(failed).toEqual([]);
    service.clock.forward(running);
    expect((await person.loginWithTotp()).status).toBe(200);
    expect(await generations()).toMatchObject({ totp: [2], sms: [1], contact: 1 });
    await person.withPassword("POST", "/v1/login/sms", { body: { factorId: person.smsFactorId } });
    expect(await generations()).toMatchObject({ totp: [2], sms: [2], contact: 2 });
    expect((await person.loginWithTotp()).status).toBe(200);
  });

  it("costs a warm login nothing: one read, one write, no KMS, with an old secret and with a new one", async () => {
    const person = acme.person("warm");
    const early = acme.person("early");
    await early.hasTotp();
    await person.hasTotp();
    await advanceDataKeys(operator(), "acme", silent);
    service.clock.forward(running);
    await early.loginWithTotp();
    for (const generation of ["old", "new"]) {
      person.nextStep();
      const [token, code] = [await person.passwordToken(), person.totpCode()];
      const commands = await service.aws.during(async () =>
        service.call("POST", "/v1/login/verify", { token, body: { code } }),
      );
      expect(commands, generation).toEqual(["Get", "Put"]);
    }
    expect(generationsIn(await accountOf(service, shop, "acme", person)).totp).toEqual([3]);
  });

  it("a wrong code moves the secret too, and the right one still works", async () => {
    const person = acme.person("wrong");
    await person.hasTotp();
    const [before] = generationsIn(await accountOf(service, shop, "acme", person)).totp;
    await advanceDataKeys(operator(), "acme", silent);
    service.clock.forward(running);
    expect((await person.verify(person.wrongTotpCode())).status).toBe(422);
    expect(generationsIn(await accountOf(service, shop, "acme", person)).totp).toEqual([(before ?? 0) + 1]);
    expect((await person.verify(person.totpCode())).status).toBe(200);
  });

  it("one login of many at the same moment wins, and the secret is sealed anew", async () => {
    const person = acme.person("raced");
    await person.hasTotp();
    const [before] = generationsIn(await accountOf(service, shop, "acme", person)).totp;
    await advanceDataKeys(operator(), "acme", silent);
    service.clock.forward(running);
    const [token, code] = [await person.passwordToken(), person.totpCode()];
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => service.call("POST", "/v1/login/verify", { token, body: { code } })),
    );
    expect(tally(answers)).toEqual({ 200: 1, code_already_used: 9 });
    expect(generationsIn(await accountOf(service, shop, "acme", person)).totp).toEqual([(before ?? 0) + 1]);
    expect((await person.loginWithTotp()).status).toBe(200);
  });

  it("those who enrol while it is made log in before and after it is known everywhere", async () => {
    const people = Array.from({ length: 6 }, (_, nth) => acme.person(`enrols-${nth}`));
    await Promise.all([...people.map(async (person) => person.hasTotp()), advanceDataKeys(operator(), "acme", silent)]);
    for (const wait of [30, running]) {
      service.clock.forward(wait);
      const answers = await Promise.all(people.map(async (person) => person.verify(person.totpCode())));
      expect(tally(answers)).toEqual({ 200: people.length });
    }
  });

  it("of all tenants: every owner of a key that seals, and no other", async () => {
    await organisationOf("other#tenant").person("first").hasTotp();
    const before = await allKeys();
    const { made } = await advanceDataKeys(operator(), undefined, silent);
    const after = await allKeys();
    expect(after).toHaveLength(before.length + made.length);
    expect(new Set(made.map(({ purpose }) => purpose))).toEqual(new Set(["subject", "totp", "contact", "signing"]));
    expect(made.map(({ tenant }) => tenant)).toContain("other#tenant");
    expect(after.filter(({ owner }) => owner.purpose === "identity").every(({ generation }) => generation === 1)).toBe(
      true,
    );
  });

  it("of a tenant that is not there is a mistake", async () => {
    await expect(advanceDataKeys(operator(), "nobody", silent)).rejects.toThrow("The tenant nobody has no data keys.");
  });
});

describe("wrapping anew", () => {
  /** KMS wraps these alone. */
  const ownKeys = async () => (await allKeys()).filter(({ owner }) => owner.tenant === serviceTenant);

  it("changes every key that KMS wrapped and nothing that it sealed or wrapped in turn", async () => {
    const acme = organisationOf("rewrapped");
    const person = acme.person("same");
    await person.hasTotp();
    const before = await ownKeys();
    await expect(rewrapDataKeys(operator(), undefined, silent)).resolves.toEqual({
      rewrapped: before.length,
      left: 0,
      failed: [],
    });
    const after = new Map((await ownKeys()).map((stored) => [JSON.stringify(stored.key), stored]));
    for (const stored of before) {
      const anew = after.get(JSON.stringify(stored.key));
      expect(anew).toMatchObject({ generation: stored.generation });
      expect(anew?.wrapped).not.toEqual(stored.wrapped);
    }
    service.clock.forward(running);
    expect((await person.loginWithTotp()).status).toBe(200);
  });

  it("fails for a key that was moved to another purpose, and goes on with the others", async () => {
    const { table } = operator();
    const one = (await ownKeys()).find(({ owner }) => owner.purpose === "totp");
    if (one === undefined) throw new Error("no keys");
    const Key = dataKeyKey(serviceTenant, "passkey", 1);
    const moved = { ...Key, s: 1, generation: 1, wrapped: one.wrapped, createdAt: 0 };
    const others = (await ownKeys()).length;
    await table.documents.send(new PutCommand({ TableName: table.name, Item: moved }));
    const { rewrapped, failed } = await rewrapDataKeys(operator(), undefined, silent);
    await table.documents.send(new DeleteCommand({ TableName: table.name, Key }));
    expect(rewrapped).toBe(others);
    expect(failed).toMatchObject([{ item: { owner: { purpose: "passkey" } }, reason: "InvalidCiphertextException" }]);
  });
});

describe("a year", () => {
  it("brings the next generation by itself, with the first set-up that finds it out: a login makes none, and moves on to it", async () => {
    const acme = organisationOf("aged");
    const person = acme.person("aged");
    const totpOf = async () => generationsIn(await accountOf(service, shop, "aged", person)).totp;
    await person.hasTotp();
    service.clock.forward(365 * 86_400);
    expect((await person.loginWithTotp()).status).toBe(200);
    expect(await totpOf()).toEqual([1]);
    await acme.person("another").hasTotp();
    service.clock.forward(running);
    expect((await person.loginWithTotp()).status).toBe(200);
    expect(await totpOf()).toEqual([2]);
  });
});
