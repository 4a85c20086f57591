/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { atOnce, outcomeOf, tally } from "../harness/at-once.ts";
import type { Answer } from "../harness/called-service.ts";
import { ofLong } from "../harness/length.ts";
import { world } from "../harness/world.ts";

/** Toll fraud against the watch on pumping: somebody earns a share of each SMS to the numbers of a range. */
const { service, organisationOf } = world({ variables: { SMS_SET_UPS_PER_TENANT_DAY: "1000", SMS_PER_DAY: "100000" } });
const sentTo = (prefix: string): number =>
  service.local.outbox.messages.filter(({ to }) => to.startsWith(prefix)).length;
/** The windows of the other limits are those of the calendar. */
const startOfDay = (): void => service.clock.forward((86_400_000 - (service.clock.now() % 86_400_000)) / 1000);
const setUp = async (tenant: string, number: string): Promise<Answer> =>
  organisationOf(tenant)
    .person(number)
    .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } });
const numbersIn = (range: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, nth) => `${range}${String(nth).padStart(5, "0")}`);
/** Stops the range +41 79 12 for the organisation. */
async function pump(tenant: string): Promise<void> {
  startOfDay();
  for (const number of numbersIn("+417912", 21)) {
    service.clock.forward(1);
    await setUp(tenant, number);
    await service.local.drained();
  }
}
const operatorOf = (tenant: string) => organisationOf(tenant).person("support", { roles: ["2fa-operator"] });

describe("hundreds of numbers of one range", () => {
  const seconds = 1000;
  const tries = ofLong(seconds, 4);

  it("one after the other, each with an account of its own, get at most 25 SMS, and another organisation's users get theirs", async () => {
    startOfDay();
    const answers: Answer[] = [];
    for (const number of numbersIn("+417830", tries)) {
      service.clock.forward(seconds / tries);
      answers.push(await setUp("one-by-one", number));
    }
    expect(sentTo("+417830")).toBeLessThanOrEqual(25);
    expect(sentTo("+417830")).toBeGreaterThanOrEqual(20);
    expect(tally(answers)["sms_limit_reached"]).toBeGreaterThanOrEqual(tries - 25);
    expect(outcomeOf(await setUp("neighbour", "+41783099999"))).toBe("201");
    expect(outcomeOf(await setUp("one-by-one", "+41765099999"))).toBe("201");
  });

  it("all at once get at most 25 too", async () => {
    startOfDay();
    const numbers = numbersIn("+417831", ofLong(200, 2));
    const answers = await atOnce(numbers.length, async (nth) => setUp("at-once", numbers[nth] ?? ""));
    expect(sentTo("+417831")).toBeLessThanOrEqual(25);
    expect(tally(answers)["201"]).toBe(sentTo("+417831"));
  });
});

describe("a stopped range", () => {
  it("is told once, with no number in it, and says in the refusal when to come back", async () => {
    await pump("told");
    const refused = await setUp("told", "+41791299999");
    expect([refused.status, refused.body["code"]]).toEqual([429, "sms_limit_reached"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3000);
    const paused = service.local.events.filter(
      ({ detail, "detail-type": type }) => type === "sms.paused" && (detail as { tenant: string }).tenant === "told",
    );
    expect(paused).toHaveLength(1);
    expect(paused[0]?.detail).toMatchObject({
      ref: null,
      actor: { role: "system" },
      data: { country: "CH", range: expect.stringMatching(/^[\w-]{11}$/) },
    });
    expect(JSON.stringify(paused[0]?.detail)).not.toContain("7912");
  });

  it("lets those who have a phone there log in, and those whose number the organisation registered set it up", async () => {
    const acme = organisationOf("confirmed");
    const ada = acme.person("ada");
    startOfDay();
    await ada.hasSms("+41791277777");
    // Her code made the range known: its sends count after two minutes.
    for (const number of numbersIn("+417912", 22)) {
      service.clock.forward(1);
      await setUp("confirmed", number);
    }
    service.clock.forward(120);
    await setUp("confirmed", "+41791288888");
    await service.local.drained();
    expect(outcomeOf(await setUp("confirmed", "+41791288889"))).toBe("sms_limit_reached");
    expect(outcomeOf(await ada.loginWithSms())).toBe("200");
    const bob = acme.person("bob");
    await acme.asAdmin("PUT", acme.userPath(bob, "phone"), { phoneNumber: "+41791266666" });
    await bob.hasSms("+41791266666");
    expect(bob.accessToken).toBeDefined();
  });

  it("is tried with three SMS after an hour, and sends again once two codes came back", async () => {
    await pump("on-trial");
    service.clock.forward(3601);
    const people = numbersIn("+417912", 30).slice(24);
    const confirmed: string[] = [];
    for (const number of people.slice(0, 3)) {
      const { status, body } = await setUp("on-trial", number);
      expect(status).toBe(201);
      confirmed.push(String(body["factor"].id));
      await service.local.drained();
    }
    expect(outcomeOf(await setUp("on-trial", people[3] ?? ""))).toBe("sms_limit_reached");
    for (const [nth, id] of confirmed.slice(0, 2).entries()) {
      const number = people[nth] ?? "";
      const person = organisationOf("on-trial").person(number);
      expect((await person.confirm(id, service.lastSmsCode(number))).status).toBe(200);
      await service.local.drained();
    }
    expect(outcomeOf(await setUp("on-trial", people[4] ?? ""))).toBe("201");
  });

  it("is shown to the organisation's admin, and an operator alone lets it send again", async () => {
    await pump("lifted");
    const acme = organisationOf("lifted");
    const { body } = await acme.asAdmin("GET", "/v1/admin/sms");
    expect(body["breakers"]).toEqual([
      { range: expect.any(String), kind: "range", country: "CH", state: "stopped", until: expect.any(String) },
    ]);
    const path = `/v1/admin/sms/breakers/${String(body["breakers"][0].range)}`;
    expect(outcomeOf(await acme.asAdmin("DELETE", path))).toBe("forbidden");
    const operator = operatorOf("lifted");
    await operator.hasTotp();
    expect(outcomeOf(await operator.withAccess("DELETE", "/v1/admin/sms/breakers/none-such"))).toBe("not_found");
    expect((await operator.withAccess("DELETE", path)).status).toBe(204);
    // The refusal is remembered for half a minute.
    service.clock.forward(31);
    // However many of this hour's sends into a range that nobody knew were spent.
    for (let nth = 0; nth < 10; nth += 1)
      expect(outcomeOf(await setUp("lifted", `+4179125556${String(nth)}`))).toBe("201");
    expect((await acme.asAdmin("GET", "/v1/admin/sms")).body["breakers"]).toEqual([]);
    await service.local.drained();
    const by = service.local.events
      .filter(({ "detail-type": type }) => type === "sms.paused")
      .map(({ detail }) => detail as { tenant: string; actor: { role: string } })
      .filter(({ tenant }) => tenant === "lifted")
      .map(({ actor }) => actor.role);
    expect(by).toEqual(["operator", "system"]);
  });
});

describe("a stopped country", () => {
  it("gets no SMS in ranges that are unknown; known ranges, users and registered numbers go on, until it is lifted", async () => {
    const acme = organisationOf("country");
    startOfDay();
    const ada = acme.person("ada");
    await ada.hasSms("+41791277701");
    for (let nth = 0; nth < 50; nth += 1)
      expect(outcomeOf(await setUp("country", `+4176${String(10 + nth)}40000`))).toBe("201");
    await service.local.drained();
    service.clock.forward(120);
    // The fifty are two minutes old: this one goes out, and is counted.
    expect(outcomeOf(await setUp("country", "+41766440000"))).toBe("201");
    await service.local.drained();
    expect(outcomeOf(await setUp("country", "+41766540000"))).toBe("sms_limit_reached");
    expect(outcomeOf(await setUp("country", "+41791277702"))).toBe("201");
    expect(outcomeOf(await setUp("country", "+4915123456789"))).toBe("201");
    expect(outcomeOf(await ada.loginWithSms())).toBe("200");
    const bob = acme.person("bob");
    await acme.asAdmin("PUT", acme.userPath(bob, "phone"), { phoneNumber: "+41766640000" });
    await bob.hasSms("+41766640000");
    expect(bob.accessToken).toBeDefined();
    expect((await acme.asAdmin("GET", "/v1/admin/sms")).body["breakers"]).toMatchObject([
      { range: "CH", kind: "country", country: "CH", state: "stopped" },
    ]);
    const paused = service.local.events
      .filter(({ "detail-type": type }) => type === "sms.paused")
      .map(({ detail }) => detail as { tenant: string; data: object })
      .filter(({ tenant }) => tenant === "country");
    expect(paused).toMatchObject([{ data: { country: "CH", range: null } }]);
    const operator = operatorOf("country");
    await operator.hasTotp();
    expect((await operator.withAccess("DELETE", "/v1/admin/sms/breakers/CH")).status).toBe(204);
    service.clock.forward(31);
    expect(outcomeOf(await setUp("country", "+41766740000"))).toBe("201");
  });
});

describe("the look at the watch", () => {
  /** Cells that a call read, one list for each read. */
  async function cellsRead(act: () => Promise<unknown>): Promise<readonly number[]> {
    const before = service.aws.calls.length;
    await act();
    return service.aws.calls.slice(before).flatMap(({ command, input }) => {
      const cells = JSON.stringify(input).match(/"TRAFFIC#/g)?.length ?? 0;
      return command.startsWith("BatchGet") && cells > 0 ? [cells] : [];
    });
  }

  it("is one read of two cells, before the send is reserved and once more before it leaves, for unconfirmed numbers alone", async () => {
    const acme = organisationOf("looked");
    startOfDay();
    expect(await cellsRead(async () => setUp("looked", "+41791288801"))).toEqual([2, 2]);
    const ada = acme.person("ada");
    await ada.hasSms("+41791288802");
    service.clock.forward(60);
    expect(await cellsRead(async () => ada.loginWithSms())).toEqual([]);
    const bob = acme.person("bob");
    await acme.asAdmin("PUT", acme.userPath(bob, "phone"), { phoneNumber: "+41791288803" });
    expect(await cellsRead(async () => bob.hasSms("+41791288803"))).toEqual([]);
  });

  it("remembers a stopped cell for half a minute, and one that sends never", async () => {
    await pump("remembered");
    // The other cell of the two, the country's, still sends.
    const look = async () => cellsRead(async () => setUp("remembered", "+41791299998"));
    await look();
    expect(await look()).toEqual([1]);
    service.clock.forward(29);
    expect(await look()).toEqual([1]);
    service.clock.forward(2);
    expect(await look()).toEqual([2]);
  });
});
