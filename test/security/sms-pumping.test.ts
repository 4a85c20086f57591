/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { outcomeOf, tally } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { runningService } from "../harness/running-service.ts";

/** Toll fraud: SMS to a range of numbers of which the thief earns a share. No limit knows ranges; these are what stops it. */
const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings], variables: { SMS_SET_UPS_PER_TENANT_DAY: "30" } });
const inRow = (first: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, nth) => `+${String(first + nth)}`);
const sentTo = (prefix: string): number =>
  service.local.outbox.messages.filter(({ to }) => to.startsWith(prefix)).length;
const setUp = async (person: Person, phoneNumber: string): Promise<Answer> =>
  person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
/** The windows are those of the calendar (UTC). */
const startOfDay = (): void => service.clock.forward((86_400_000 - (service.clock.now() % 86_400_000)) / 1000);

describe("numbers in a row", () => {
  it("with one stolen password: as many SMS as one user may get in a day", async () => {
    startOfDay();
    const thief = new Organisation(service, shop, "one-thief").person("thief");
    const answers: Answer[] = [];
    for (const number of inRow(41791230000, 50)) {
      answers.push(await setUp(thief, number));
      service.clock.forward(150);
    }
    expect(tally(answers)).toEqual({ 201: 10, sms_limit_reached: 40 });
    expect(sentTo("+417912300")).toBe(10);
  });

  it("with an account for each number: as many SMS as the organisation may send in a day, and the next one's users get theirs", async () => {
    startOfDay();
    const many = new Organisation(service, shop, "many-thieves");
    const answers: Answer[] = [];
    // Each in a range of its own: one range alone is stopped before (test/security/sms-breaker.test.ts).
    for (const number of inRow(417620, 50)) answers.push(await setUp(many.person(number), `${number}40000`));
    expect(tally(answers)).toEqual({ 201: 30, sms_limit_reached: 20 });
    expect(answers.findIndex(({ status }) => status === 429)).toBe(30);
    expect(sentTo("+4176")).toBe(30);
    const neighbour = new Organisation(service, shop, "neighbour").person("ada");
    expect(outcomeOf(await setUp(neighbour, "+41791241000"))).toBe("201");
  });

  it("in a country that the policy does not name: none, and nobody's limits suffer", async () => {
    startOfDay();
    const strict = new Organisation(service, shop, "swiss-only");
    await strict.setPolicy({ smsCountries: ["CH"] });
    const person = strict.person("ada");
    const refused: Answer[] = [];
    for (const number of inRow(4915123450000, 20)) refused.push(await setUp(person, number));
    expect(tally(refused)).toEqual({ country_not_allowed: 20 });
    expect(sentTo("+4915123450")).toBe(0);
    expect(outcomeOf(await setUp(person, "+41791242000"))).toBe("201");
  });

  it("in a country that the policy has just dropped: set-ups under way end, phones in use stay", async () => {
    startOfDay();
    const changing = new Organisation(service, shop, "drops-a-country");
    const [user, thief] = [changing.person("user"), changing.person("thief")];
    await user.hasSms("+4915123460001");
    const { body } = await setUp(thief, "+4915123460002");
    const begun = String(body["factor"].id);
    await changing.setPolicy({ smsCountries: ["CH"] });
    service.clock.forward(30);
    const outcomes = [
      await thief.withPassword("POST", `/v1/factors/${begun}/resend`),
      await thief.confirm(begun, service.lastSmsCode("+4915123460002")),
    ];
    expect(tally(outcomes)).toEqual({ country_not_allowed: 2 });
    expect(outcomes.map(({ status }) => status)).toEqual([422, 422]);
    expect(sentTo("+4915123460002")).toBe(1);
    expect(outcomeOf(await user.loginWithSms())).toBe("200");
  });
});
