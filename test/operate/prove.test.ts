/** @module-tag crowds */
import { expect, it } from "vitest";
import { newTenants, prove, type ProveTarget } from "../../operate/prove/prove.ts";
import { signingOf } from "../../operate/prove/command.ts";
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
  expect(report.results.filter(({ fault }) => fault !== null)).toEqual([]);
  expect(report.results).toHaveLength(9);
  expect(report.left.map(({ race }) => race)).toEqual(["one code of an SMS"]);
  expect(report.calls).toBeLessThanOrEqual(2000);
});

it("a store without its condition is found", async () => {
  const report = await prove(targetOf(broken), options, newTenants());
  const found = report.results.filter(({ fault }) => fault !== null).map(({ race }) => race);
  expect(found).toContain("one code of an app");
  expect(found).toContain("one backup code");
});
