/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { newTenants, prove, type ProveTarget } from "../../operate/prove/prove.ts";
import { pageOf, signingOf } from "../../operate/prove/command.ts";
import { exitCodes, judge, overall, type Judged, type Verdict } from "../../operate/prove/caller.ts";
import { localRunSchema, readLocalRun } from "../../operate/local-run.ts";
import type { Clients } from "../../shared/aws/clients.ts";
import { world } from "../harness/world.ts";

/** A store that writes whatever came in between: its condition is gone. */
function withoutConditions(clients: Clients): Clients {
  clients.documents.middlewareStack.add(
    (next) => async (args) => {
      const input: object = args.input;
      if ("Item" in input && Object(input.Item).sk === "ACCOUNT")
        for (const part of ["ConditionExpression", "ExpressionAttributeValues"]) Reflect.deleteProperty(input, part);
      return next(args);
    },
    { step: "initialize", name: "withoutConditions" },
  );
  return clients;
}

const whole = world({ announces: true });
const broken = world({ announces: true, wrapClients: withoutConditions });

function targetOf({ service }: typeof whole): ProveTarget {
  const run = localRunSchema.parse(readLocalRun(service.url));
  const entry = run.trustedIssuers.find(({ id }) => id === "prove");
  if (entry === undefined || run.lends.prove === null) throw new Error("The local run lends no issuer");
  return {
    url: run.url,
    issuer: signingOf(run.lends.prove),
    entry,
    operators: { issuer: signingOf(run.lends.operator), claims: { roles: ["operator"] } },
    operatorToken: null,
    now: () => service.clock.now(),
  };
}
const options = { width: 10, rounds: 1, phone: null };

it("nothing of the service succeeds twice", async () => {
  const report = await prove(targetOf(whole), options, newTenants());
  expect(report.results.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  expect(report.results).toHaveLength(9);
  expect(report.left.map(({ race }) => race)).toEqual(["one code of an SMS"]);
  expect(report.calls).toBeLessThanOrEqual(2000);
});

it("a store without its condition is found", async () => {
  const report = await prove(targetOf(broken), options, newTenants());
  const found = report.results.filter(({ verdict }) => verdict === "broken").map(({ race }) => race);
  expect(found).toContain("one code of an app");
  expect(found).toContain("one backup code");
});

const one = { least: 1, most: 1 };
const atMostOne = { least: 0, most: 1 };
it.each([
  [1, 0, one, "holds"],
  [1, 10, one, "holds"],
  [1, 11, one, "unclear"],
  [0, 20, one, "unclear"],
  [0, 1, one, "unclear"],
  [0, 0, one, "wrong"],
  [2, 0, one, "broken"],
  [2, 18, one, "broken"],
  [0, 0, atMostOne, "holds"],
  [0, 10, atMostOne, "holds"],
  [1, 16, atMostOne, "unclear"],
  [2, 18, atMostOne, "broken"],
] as const)(
  "%i successes and %i unanswered of 20 calls, where %o may be: %s",
  (successes, unanswered, expected, verdict) => {
    expect(judge({ calls: 20, successes, unanswered, expected }).verdict).toBe(verdict);
  },
);

describe("a race without answers", () => {
  const judged = judge({ calls: 20, successes: 0, unanswered: 20, expected: one });
  const page = (...more: readonly Judged[]) =>
    pageOf({
      tenant: "prove-1",
      calls: 20,
      seconds: 1,
      results: [judged, ...more].map((result) => ({ race: "one code", calls: 20, seen: { "503": 20 }, ...result })),
      left: [],
    });

  it("is unclear, says what to do, and raises no alarm", () => {
    expect(page()).toMatch(/^unclear {2}one code {2}20 × 503: 20 of 20 calls got no answer; run it again .*--width$/m);
    expect(page()).not.toMatch(/BROKEN|out of service/);
    expect(exitCodes[overall([judged])]).toBe(3);
  });

  it("hides no break beside it", () => {
    const twice = judge({ calls: 20, successes: 2, unanswered: 0, expected: one });
    expect(page(twice)).toMatch(/^BROKEN[^]*out of service/m);
    expect(exitCodes[overall([judged, twice])]).toBe(1);
  });

  it("is what a run without any race is, too", () => {
    expect(overall([])).toBe("unclear" satisfies Verdict);
  });
});
