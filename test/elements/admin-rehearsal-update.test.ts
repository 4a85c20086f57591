import { describe, expect, it } from "vitest";
import {
  batchesOf,
  noRehearsal,
  type RehearsalMessage,
  type RehearsalState,
  updateRehearsal,
} from "../../web/elements/admin/organization/rehearsal-update.ts";
import { rehearsalReport } from "../../web/elements/admin/organization/rehearsal-view.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { problem } from "./problem.ts";

await loadLanguage("en");

const now = 1_700_000_000_000;
const policy = { enforcement: "on" } as const;
const after = (...messages: readonly RehearsalMessage[]): RehearsalState =>
  messages.reduce(updateRehearsal, noRehearsal);
const rehearse = (text: string): RehearsalState => after({ type: "typed", text }, { type: "submitted", policy });
const row = (userId: string, issuer?: string) => ({
  line: 1,
  userId,
  fault: null,
  ...(issuer !== undefined && { issuer }),
});
const counts = { allow: 0, challenge: 0, enroll: 1, shut_out: 0, no_backup_codes: 0, only_sms: 0 };
const sms = {
  currency: "USD",
  pricesAsOf: "2026-11",
  logins: 5,
  least: { messages: 0, usd: 0 },
  most: { messages: 5, usd: 0.1 },
} as const;
const answer = (userId: string, then: string): RehearsalMessage => ({
  type: "answered",
  // oxlint-disable-next-line unicorn/no-thenable -- the contract names it so, and it is a text
  answer: { users: [{ userId, now: "allow", then, factors: [], backupCodes: 0, why: "no_factor" }], counts, sms },
});

describe("the users of a rehearsal", () => {
  it.each(["ann\n ann \n\nbert", "userId\nann\nbert\n", 'mail;"userId"\nx;ann\ny;bert', "\uFEFFuserId\r\nann\r\nbert"])(
    "are read from %j",
    (text) => {
      expect(rehearse(text).request).toEqual({ call: "run", policy, batch: { userIds: ["ann", "bert"] } });
    },
  );

  it("an id with a comma in it stays whole on a line of its own", () => {
    expect(rehearse("Lee, Ann").request).toMatchObject({ batch: { userIds: ["Lee, Ann"] } });
  });

  it.each(["", " \n"])("%j names nobody", (text) => {
    expect(rehearse(text)).toMatchObject({ request: null, fault: "missing", policy: null });
  });

  it("go in calls of one issuer each, of at most 100 users and 8 KiB", () => {
    const many = batchesOf(
      Array.from({ length: 250 }, (_, nth) => row(`user${nth}`)),
      policy,
    );
    expect(many.map(({ userIds }) => userIds.length)).toEqual([100, 100, 50]);
    expect(batchesOf([row("a"), row("b", "old"), row("c")], policy)).toEqual([
      { userIds: ["a", "c"] },
      { issuer: "old", userIds: ["b"] },
    ]);
    const long = Array.from({ length: 100 }, (_, nth) => row("ü".repeat(120) + nth));
    const bodies = batchesOf(long, policy).map((batch) => JSON.stringify({ policy, ...batch }));
    expect(Math.max(...bodies.map((body) => new TextEncoder().encode(body).length))).toBeLessThanOrEqual(8192);
    expect(bodies.length).toBeGreaterThan(1);
  });
});

describe("its calls", () => {
  const text = Array.from({ length: 101 }, (_, nth) => `user${nth}`).join("\n");

  it("go on to the end, and their counts add up", () => {
    const second = updateRehearsal(rehearse(text), answer("user0", "enroll"));
    expect(second.request).toMatchObject({ batch: { userIds: ["user100"] } });
    const end = updateRehearsal(second, answer("user100", "enroll"));
    expect(end).toMatchObject({ request: null, left: [], totals: { counts: { enroll: 2 } } });
    expect(end.users).toHaveLength(2);
  });

  it("add up what the SMS of 500 users cost", () => {
    const many = Array.from({ length: 500 }, (_, nth) => `user${nth}`).join("\n");
    const priced: RehearsalMessage = {
      type: "answered",
      answer: {
        users: [],
        counts,
        sms: { ...sms, least: { messages: 5, usd: 0.1 }, most: { messages: 500, usd: 30.5 } },
      },
    };
    const end = Array.from({ length: 5 }, () => priced).reduce(updateRehearsal, rehearse(many));
    expect(end).toMatchObject({ request: null, left: [] });
    expect(end.totals?.sms).toEqual({
      ...sms,
      least: { messages: 25, usd: 0.5 },
      most: { messages: 2500, usd: 152.5 },
    });
    expect(updateRehearsal(end, { type: "start" }).totals).toBeNull();
  });

  it("lose nothing when one fails: only that one goes out again", () => {
    const failed = [answer("user0", "enroll"), { type: "refused", problem: problem("busy"), now } as const].reduce(
      updateRehearsal,
      rehearse(text),
    );
    expect(failed.users).toHaveLength(1);
    expect(updateRehearsal(failed, { type: "retry" }).request).toMatchObject({ batch: { userIds: ["user100"] } });
  });

  it("keep what was typed for another try", () => {
    expect(updateRehearsal(rehearse("ann"), { type: "start" })).toMatchObject({ typed: "ann", policy: null });
  });
});

it("the CSV has the worst first and no formula", () => {
  const state = [answer("=evil()", "allow"), answer("bert", "shut_out")].reduce(updateRehearsal, rehearse("x"));
  expect(
    rehearsalReport(translatorOf({ language: "en", tag: "en" }), state)
      .split("\r\n")
      .slice(1, 3),
  ).toEqual(['"bert","allow","shut_out","no_factor","","0"', `"'=evil()","allow","allow","no_factor","","0"`]);
});
