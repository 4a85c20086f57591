/** @module-tag crowds */
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { atOnce } from "../harness/at-once.ts";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme } = world();
beforeAll(async () => acme.setPolicy({ trustedDevices: { days: 30 } }));

async function withDevice(name: string): Promise<readonly [person: Person, token: string]> {
  const person = acme.person(name);
  await person.hasTotp();
  return [person, await deviceTokenOf(person)];
}
const writesOf = (): number =>
  service.aws.calls.filter(({ command, input }) => command === "PutItemCommand" && isAccount(input)).length;
const isAccount = (input: object): boolean =>
  "Item" in input &&
  typeof input.Item === "object" &&
  input.Item !== null &&
  "sk" in input.Item &&
  input.Item.sk === "ACCOUNT";

describe("one token at once", () => {
  it("in twenty tabs: all are let in with the same next token, and one write lands", async () => {
    const [person, token] = await withDevice("tabs");
    const before = (await acme.asAdmin("GET", `${acme.userPath(person, "events")}&limit=100`)).body["events"].length;
    const answers = await atOnce(20, async () => loginWith(person, token));
    expect(new Set(answers.map(({ body }) => body["decision"]))).toEqual(new Set(["allow"]));
    const next = new Set(answers.map(({ body }) => body["remembered"].token));
    expect(next.size).toBe(1);
    const ids = answers.map(({ body }) => decodeJwt(body["assertion"]).jti);
    expect(new Set(ids).size).toBe(20);
    await service.local.drained();
    const { body } = await acme.asAdmin("GET", `${acme.userPath(person, "events")}&limit=100`);
    expect(body["events"]).toHaveLength(before + 1);
    expect((await loginWith(person, [...next][0] ?? "")).body["decision"]).toBe("allow");
  });

  it("used once is one call, one read of the account and one write", async () => {
    const [person, token] = await withDevice("counted");
    await loginWith(person, token);
    const next = await deviceTokenOf(person);
    await service.local.drained();
    const [writes, calls] = [writesOf(), service.aws.calls.length];
    await loginWith(person, next);
    const made = service.aws.calls.slice(calls).filter(({ service: of }) => of === "dynamodb");
    expect(made.map(({ command }) => command).slice(0, 2)).toEqual(["QueryCommand", "PutItemCommand"]);
    expect(writesOf() - writes).toBe(1);
  });

  it("in twenty tabs that bring one of two uses ago: it ends once, and nobody is let in", async () => {
    const [person, token] = await withDevice("stale-tabs");
    const second = String((await loginWith(person, token)).body["remembered"].token);
    await loginWith(person, second);
    const answers = await atOnce(20, async () => loginWith(person, token));
    expect(new Set(answers.map(({ body }) => body["decision"]))).toEqual(new Set(["challenge"]));
    await service.local.drained();
    const { body } = await acme.asAdmin("GET", `${acme.userPath(person, "events")}&limit=100`);
    const ends = body["events"].filter(({ type }: { type: string }) => type === "device.ended");
    expect(ends).toMatchObject([{ data: { why: "stale_token" } }]);
  });
});

it("a reset at the same time: who is let in was so before it, and nobody after it", async () => {
  for (let nth = 0; nth < 5; nth += 1) {
    const [person, token] = await withDevice(`reset-${nth}`);
    const admin = await acme.admin();
    await admin.loginWithTotp();
    let isReset = false;
    const reset = async () => {
      const answer = await admin.withAccess("POST", acme.userPath(person, "reset"), { body: { reason: "Stolen" } });
      isReset = true;
      return answer;
    };
    const after: Answer[] = [];
    const tabs = async () => {
      const started = isReset;
      const answer = await loginWith(person, token);
      if (started) after.push(answer);
      return answer;
    };
    const [done] = await Promise.all([reset(), ...Array.from({ length: 8 }, tabs)]);
    expect(done.status).toBe(200);
    after.push(await tabs());
    for (const { body } of after) expect(body).not.toHaveProperty("remembered");
    const { body } = await acme.asAdmin("GET", acme.userPath(person));
    expect(body["enabled"]).toBe(false);
  }
});

it("two devices of one user at once: each is let in by its own token", async () => {
  const [person, one] = await withDevice("two-at-once");
  const other = await deviceTokenOf(person);
  const answers = await Promise.all([one, other].map(async (token) => loginWith(person, token)));
  expect(answers.map(({ body }) => body["decision"])).toEqual(["allow", "allow"]);
  for (const { body } of answers)
    expect((await loginWith(person, body["remembered"].token)).body["decision"]).toBe("allow");
});
