import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({
  issuers: [shop.settings],
  onTrouble: () => {},
});
const acme = new Organisation(service, shop, "acme");

// oxlint-disable-next-line typescript/no-explicit-any -- somebody who writes to the table keeps to no shape
type Item = Record<string, any>;

const items = async (): Promise<readonly Item[]> =>
  (await service.aws.clients.documents.send(new ScanCommand({ TableName: "countersign" }))).Items ?? [];
const put = async (item: Item): Promise<void> =>
  void (await service.aws.clients.documents.send(new PutCommand({ TableName: "countersign", Item: item })));
const itemWhere = async (matches: (item: Item) => boolean): Promise<Item> =>
  (await items()).find(matches) ?? expect.fail("no such item");
async function accountOf(person: Person): Promise<Item> {
  const { body } = await acme.asAdmin("GET", acme.userPath(person));
  return itemWhere(({ pk, sk }) => sk === "ACCOUNT" && String(pk).endsWith(String(body["ref"])));
}
const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, place) => (place === bytes.length - 20 ? byte ^ 1 : byte));

async function withApp(name: string): Promise<Person> {
  const person = acme.person(name);
  await person.hasTotp();
  return person;
}
async function withPhone(name: string, number: string): Promise<Person> {
  const person = acme.person(name);
  await person.hasSms(number);
  return person;
}

/** A challenge of the newest phone, as it stands in the table. */
async function challengeOf(person: Person, number: string) {
  const { body } = await person.withPassword("POST", "/v1/login/sms", { body: { factorId: person.smsFactorId } });
  const id = String(body["challenge"].id);
  return { id, code: service.lastSmsCode(number), item: await itemWhere((item) => item["id"] === id) };
}

describe("somebody who writes to the table", () => {
  it("cannot give a user the secret of another: nobody's code is accepted", async () => {
    const [victim, thief] = [await withApp("victim"), await withApp("thief")];
    const [target, source] = [await accountOf(victim), await accountOf(thief)];
    await put({ ...target, f: [{ ...target["f"][0], x: source["f"][0].x }] });
    for (const code of [thief.totpCode(), victim.totpCode()]) {
      const answer = await victim.verify(code);
      expect([answer.status, outcomeOf(answer)]).toEqual([503, "temporarily_unavailable"]);
    }
    await put(target);
    expect(outcomeOf(await victim.verify(victim.totpCode()))).toBe("200");
  });

  it("cannot move a secret between two factors of one user, nor a phone between two users", async () => {
    const person = await withApp("two-apps");
    await person.hasTotp();
    const account = await accountOf(person);
    const [one, other] = account["f"];
    await put({ ...account, f: [{ ...one, x: other.x }, other] });
    expect((await person.verify(person.totpCode())).status).toBe(503);

    const [victim, thief] = [
      await withPhone("victim-phone", "+41791234581"),
      await withPhone("thief-phone", "+41791234582"),
    ];
    const [target, source] = [await accountOf(victim), await accountOf(thief)];
    await put({ ...target, f: [{ ...target["f"][0], x: source["f"][0].x }] });
    const sent = service.local.outbox.messages.length;
    for (const path of ["/v1/login", "/v1/login/sms"])
      expect((await victim.withPassword("POST", path)).status).toBe(503);
    expect(service.local.outbox.messages).toHaveLength(sent);
  });

  it("cannot make a pre-registered number out of a factor's", async () => {
    const person = await withPhone("own-number", "+41791234583");
    const account = await accountOf(person);
    await put({ ...account, p: account["f"][0].x, f: undefined });
    expect((await person.withPassword("POST", "/v1/factors", { body: { type: "sms" } })).status).toBe(503);
  });

  it("cannot give a user the backup codes of another", async () => {
    const [victim, thief] = [await withApp("victim-codes"), await withApp("thief-codes")];
    const [target, source] = [await accountOf(victim), await accountOf(thief)];
    await put({ ...target, b: source["b"] });
    expect(outcomeOf(await victim.verify(thief.backupCodes[0] ?? ""))).toBe("invalid_code");
  });

  it("cannot give a challenge the code of another", async () => {
    const [victim, thief] = [
      await withPhone("victim-sms", "+41791234584"),
      await withPhone("thief-sms", "+41791234585"),
    ];
    const [theirs, own] = [await challengeOf(victim, "+41791234584"), await challengeOf(thief, "+41791234585")];
    await put({ ...theirs.item, mac: own.item["mac"] });
    expect(outcomeOf(await victim.verify(own.code, theirs.id))).toBe("invalid_code");
    await put({ ...theirs.item, id: own.id, mac: own.item["mac"] });
    expect(outcomeOf(await victim.verify(own.code, own.id))).toBe("challenge_expired");
  });

  it("cannot answer a phone's challenge with the code of the same user's other phone", async () => {
    const person = await withPhone("both-phones", "+41791234586");
    const first = await challengeOf(person, "+41791234586");
    await person.hasSms("+41791234587");
    const second = await challengeOf(person, "+41791234587");
    await put({ ...second.item, mac: first.item["mac"] });
    expect(outcomeOf(await person.verify(first.code, second.id))).toBe("invalid_code");
  });

  it.each<readonly [string, (account: Item) => Item]>([
    ["another schema", (account) => ({ ...account, s: 2 })],
    ["no version", (account) => ({ ...account, v: undefined })],
    ["a negative count of wrong codes", (account) => ({ ...account, g: { t: [-100, 0] } })],
    ["a changed secret", (account) => ({ ...account, f: [{ ...account["f"][0], x: flipped(account["f"][0].x) }] })],
    ["a secret in the clear", (account) => ({ ...account, f: [{ ...account["f"][0], x: new Uint8Array(20) }] })],
  ])("gets no code accepted on an account with %s", async (what, change) => {
    const person = await withApp(`with ${what}`);
    await put(change(await accountOf(person)));
    const answer = await person.verify(person.totpCode());
    expect([answer.status, outcomeOf(answer)]).toEqual([503, "temporarily_unavailable"]);
  });

  it("gets no code accepted on an account with a factor of no known type", async () => {
    const person = await withApp("with a factor of no known type");
    const account = await accountOf(person);
    await put({ ...account, f: [{ ...account["f"][0], t: "none" }] });
    const answer = await person.verify(person.totpCode());
    expect([answer.status, outcomeOf(answer)]).toEqual([422, "invalid_code"]);
  });

  it("cannot put the data key of one tenant in the place of another's", async () => {
    const other = new Organisation(service, shop, "umbrella");
    const person = other.person("moved-key");
    await person.hasTotp();
    const keys = (await items()).filter(({ sk }) => String(sk).startsWith("DATAKEY#totp#"));
    const [own, foreign] = [keys.find(({ pk }) => pk === "KEYS#umbrella"), keys.find(({ pk }) => pk === "KEYS#acme")];
    await put({ ...own, wrapped: foreign?.["wrapped"] });
    service.clock.forward(300);
    expect((await person.verify(person.totpCode())).status).toBe(503);
    await put(own ?? {});
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
  });

  it("cannot switch 2FA off by losing or changing the key by which users are found: it is never made anew", async () => {
    const person = new Organisation(service, shop, "loses-its-key").person("asked");
    await person.hasTotp();
    const identity = await itemWhere(({ pk, sk }) => pk === "KEYS#loses-its-key" && sk === "DATAKEY#identity#0001");
    const { pk, sk } = identity;
    const outcomes = async (): Promise<readonly string[]> => {
      service.clock.forward(300);
      return [
        outcomeOf(await person.withPassword("POST", "/v1/login")),
        outcomeOf(await person.withPassword("GET", "/v1/factors")),
      ];
    };
    const refused = ["temporarily_unavailable", "temporarily_unavailable"];
    await service.aws.clients.documents.send(new DeleteCommand({ TableName: "countersign", Key: { pk, sk } }));
    expect(await outcomes()).toEqual(refused);
    expect((await items()).filter((item) => item["pk"] === pk && item["sk"] === sk)).toEqual([]);
    await put({ ...identity, wrapped: flipped(identity["wrapped"]) });
    expect(await outcomes()).toEqual(refused);
    await put(identity);
    const { body } = await person.withPassword("POST", "/v1/login");
    expect(body["decision"]).toBe("challenge");
  });

  it("does not loosen a policy by making it unreadable", async () => {
    const other = new Organisation(service, shop, "unreadable");
    await other.setPolicy({ required: true, phoneRegistration: "pre-registered" });
    const policy = await itemWhere(({ pk, sk }) => pk === "TENANT#unreadable" && sk === "POLICY");
    await put({ ...policy, policy: { ...policy["policy"], phoneRegistration: "none" } });
    service.clock.forward(60);
    const person = other.person("waits");
    for (const [path, body] of [
      ["/v1/login", undefined],
      ["/v1/factors", { type: "totp" }],
    ] as const)
      expect((await person.withPassword("POST", path, { body })).status).toBe(503);
  });
});
