/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { atOnce, outcomeOf, tally } from "../harness/at-once.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

const tenantBudget = 8;
const {
  service,
  organisation: acme,
  organisationOf,
} = world({ variables: { SMS_SET_UPS_PER_TENANT_DAY: String(tenantBudget) } });
const smsTo = (number: string) => service.local.outbox.messages.filter(({ to }) => to === number);

/** A person with a phone, at a time when the next SMS may go out. */
async function withPhone(name: string, number: string): Promise<Person> {
  const person = organisationOf(name).person(name);
  await person.hasSms(number);
  return person;
}

describe("at once", () => {
  it("20 calls for an SMS: one SMS and one challenge", async () => {
    const number = "+41791234511";
    const person = await withPhone("asks-often", number);
    const answers = await atOnce(20, async () => person.withPassword("POST", "/v1/login/sms", { body: {} }));
    expect(tally(answers)).toEqual({ 202: 1, sms_limit_reached: 19 });
    expect(smsTo(number)).toHaveLength(2);
  });

  it("20 logins with a preferred phone: one SMS, and all are given its challenge", async () => {
    const number = "+41791234512";
    const person = await withPhone("logs-in-often", number);
    const answers = await atOnce(20, async () => person.withPassword("POST", "/v1/login", { body: {} }));
    expect(tally(answers)).toEqual({ 200: 20 });
    expect(smsTo(number)).toHaveLength(2);
    // A login that has waited two seconds for the challenge goes on without one, to the backup codes.
    const challengeIds = answers.flatMap(({ body }) =>
      body["challenge"] === null ? [] : [String(body["challenge"].id)],
    );
    expect(challengeIds.length).toBeGreaterThan(1);
    expect(new Set(challengeIds).size).toBe(1);
    const verified = await person.verify(service.lastSmsCode(number), challengeIds[0]);
    expect(verified.status).toBe(200);
  });

  it("20 logins of somebody who has nothing but the phone: one SMS, and whoever cannot wait is told when", async () => {
    const number = "+41791234513";
    const person = await withPhone("only-phone", number);
    for (const code of person.backupCodes) await person.verify(code);
    const answers = await atOnce(20, async () => person.withPassword("POST", "/v1/login", { body: {} }));
    const { 200: given = 0, sms_limit_reached: late = 0 } = tally(answers);
    expect(given + late).toBe(20);
    expect(given).toBeGreaterThan(1);
    expect(smsTo(number)).toHaveLength(2);
  });

  it("20 set-ups of one phone: one SMS", async () => {
    const number = "+41791234514";
    const person = acme.person("enrols-often");
    const answers = await atOnce(20, async () =>
      person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } }),
    );
    expect(tally(answers)).toEqual({ 201: 1, sms_limit_reached: 19 });
    expect(smsTo(number)).toHaveLength(1);
    const factorId = String(answers.find(({ status }) => status === 201)?.body["factor"].id);
    expect(outcomeOf(await person.confirm(factorId, service.lastSmsCode(number)))).toBe("200");
  });

  it("15 users with one number: no more SMS than the number may get, over all of them", async () => {
    const number = "+41791234515";
    const answers = await atOnce(15, async (nth) =>
      organisationOf(`tenant-${nth % 5}`)
        .person(`shares-${nth}`)
        .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } }),
    );
    expect(tally(answers)).toEqual({ 201: 12, sms_limit_reached: 3 });
    expect(smsTo(number)).toHaveLength(12);
  });

  it("12 users of one organisation: no more SMS than it may send", async () => {
    const small = organisationOf("small");
    const before = service.local.outbox.messages.length;
    const answers = await atOnce(12, async (nth) => {
      const phoneNumber = `+417912346${String(nth).padStart(2, "0")}`;
      return small.person(`small-${nth}`).withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
    });
    expect(tally(answers)).toEqual({ 201: tenantBudget, sms_limit_reached: 12 - tenantBudget });
    expect(service.local.outbox.messages.length - before).toBe(tenantBudget);
  });
});
