import { describe, expect, it } from "vitest";
import { serve } from "../../functions/scheduled/rotate-signing-keys.ts";
import { lambdaContext } from "../../local/functions.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import { replaceSigningKeys } from "../../operate/rotate/signing-keys.ts";
import { kidOf as kidOfSlot, slotAt } from "../../shared/identity/signing-keys.ts";
import type { AllServices } from "../../shared/runtime/services.ts";
import { fakeVault, headerIn, memoryStore, now, tokensWith } from "../identity/world.ts";
import { operatorOf } from "./operator.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme } = world({ variables: { ASSERTION_SECONDS: "600" } });
const operator = () => operatorOf(service);
const publishedKids = async (): Promise<readonly string[]> => {
  const { body } = await service.call("GET", "/.well-known/jwks.json");
  return (body["keys"] as { kid: string }[]).map(({ kid }) => kid);
};
const currentKid = (at: number): string => kidOfSlot(slotAt(at));
const kidOf = (assertion: string | undefined) => String(headerIn(assertion ?? "")["kid"]);

describe("replacing the signing keys", () => {
  it("withdraws them all: the old kid is published no more, verifies no more, and a new one signs", async () => {
    const person = acme.person("robbed");
    await person.hasTotp();
    await person.loginWithTotp();
    const stolen = person.accessToken;
    const before = await publishedKids();
    const { made, withdrawn } = await replaceSigningKeys(operator());
    expect(withdrawn.toSorted()).toEqual(before.toSorted());
    expect(made.filter((kid) => before.includes(kid))).toEqual([]);
    const rename = async (token: string | undefined) =>
      service.call("PATCH", `/v1/factors/${person.totpFactorId}`, { token, body: { label: "Mine" } });
    service.clock.forward(200);
    expect((await rename(stolen)).status).toBe(200);
    service.clock.forward(100);
    const refused = await rename(stolen);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, 'Bearer error="invalid_token"']);
    expect((await publishedKids()).toSorted()).toEqual([...made].toSorted());
    await person.loginWithTotp();
    expect(made).toContain(kidOf(person.accessToken));
    expect((await rename(person.accessToken)).status).toBe(200);
    service.clock.forward(30);
    expect((await rename(stolen)).status).toBe(401);
  });

  it("seals the new ones with a new data key", async () => {
    const before = new Set((await operator().signingKeys.list()).keys.map(({ sealedPrivateJwk: [, , g] }) => g));
    await replaceSigningKeys(operator());
    const after = (await operator().signingKeys.list()).keys.map(({ sealedPrivateJwk: [, , g] }) => g ?? 0);
    expect(new Set(after)).toEqual(new Set([Math.max(...[...before].map(Number)) + 1]));
  });

  it("does not take a key that another process made at the same moment: it may be sealed with the old data key", async () => {
    const { store, records } = memoryStore();
    const { vault } = fakeVault();
    const kid = currentKid(now);
    let raced = false;
    const signingKeys = {
      ...store,
      add: async (...key: Parameters<typeof store.add>) => {
        if (!raced) await store.add(...key);
        raced = true;
        return store.add(...key);
      },
    };
    const dataKeys = { ...operator().dataKeys, advance: async () => 2 };
    const { made, withdrawn } = await replaceSigningKeys({ signingKeys, vault, dataKeys, clock: { now: () => now } });
    expect(withdrawn).toEqual([kid]);
    expect(made[0]).toBe(`${kid}-1`);
    expect([...records.keys()]).toEqual(made);
  });

  it("two at once leave one key for each slot, and nothing is withdrawn that signs", async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([replaceSigningKeys(operator()), replaceSigningKeys(operator())]);
      const { keys } = await operator().signingKeys.list();
      expect(keys.map(({ kid }) => kid.split("-")[0])).toHaveLength(2);
      expect(new Set(keys.map(({ kid }) => kid.split("-")[0])).size).toBe(2);
    }
    service.clock.forward(300);
    const person = acme.person("after-race");
    await person.hasTotp();
    expect(await publishedKids()).toContain(kidOf(person.accessToken));
  });

  it("while people log in: nobody is turned away, and in five minutes all have new keys", async () => {
    const people = Array.from({ length: 5 }, (_, nth) => acme.person(`busy-${nth}`));
    for (const person of people) await person.hasTotp();
    const [answers] = await Promise.all([
      Promise.all(people.map(async (person) => person.verify(person.totpCode()))),
      replaceSigningKeys(operator()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
    service.clock.forward(300);
    const published = await publishedKids();
    for (const person of people) {
      await person.loginWithTotp();
      expect(published).toContain(kidOf(person.accessToken));
    }
  });
});

describe("the daily schedule", () => {
  const scheduled = async (store = memoryStore(), vault = fakeVault().vault) => {
    const lines: string[] = [];
    const metrics: string[] = [];
    const { logger, metrics: counts } = telemetryInto(
      { log: (line) => lines.push(line), metric: (line) => metrics.push(line) },
      "INFO",
    );
    const tokens = tokensWith({ store: store.store, vault });
    const services = {
      tokens: { identify: tokens.examine, signer: tokens.signer, jwks: tokens.jwks },
      telemetry: { logger },
      metrics: counts,
      clock: { now: () => now },
    } as AllServices;
    await serve(services)({ source: "aws.scheduler" }, lambdaContext("scheduled/rotate-signing-keys"));
    return { lines, metrics, store };
  };

  it("makes the current key and the next, says which, and counts them", async () => {
    const { lines, metrics, store } = await scheduled();
    const kids = [...store.records.keys()];
    expect(kids).toHaveLength(2);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { message: "signing keys are ready", kids: expect.arrayContaining(kids) },
    ]);
    expect(metrics.map((line) => JSON.parse(line) as object)).toMatchObject([{ SigningKeysPublished: 2 }]);
  });

  it("a second run makes nothing", async () => {
    const { store } = await scheduled();
    const kids = [...store.records.keys()];
    await scheduled(store);
    expect([...store.records.keys()]).toEqual(kids);
  });

  it("fails loudly if the keys cannot be opened, so that its alarm rings before the logins do", async () => {
    const { store } = await scheduled();
    const vault = { ...fakeVault().vault, open: () => Promise.reject(new Error("denied")) };
    await expect(scheduled(store, vault)).rejects.toThrow("denied");
  });
});
