import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settingsSchema, variableOf } from "../../shared/settings/settings.ts";
import { Organisation } from "../harness/organisation.ts";
import { givenByLambda } from "./cloud/lambda-variables.ts";
import { unneeded } from "./cloud/grants.ts";
import { DeployedService } from "./deployed-service.ts";
import { explainedGrants } from "./explained-grants.ts";
import * as atTheGateway from "./stories/at-the-gateway.ts";
import * as byLink from "./stories/by-link.ts";
import * as bySms from "./stories/by-sms.ts";
import * as ofKeys from "./stories/keys.ts";
import * as optingIn from "./stories/opting-in.ts";
import * as organisations from "./stories/organisations.ts";
import * as smsLimits from "./stories/sms-limits.ts";
import * as whatFails from "./stories/what-fails.ts";

const service = new DeployedService();
beforeAll(async () => service.start(), 300_000);
afterAll(async () => service.stop());

const stories = {
  ...optingIn,
  ...bySms,
  ...byLink,
  ...smsLimits,
  ...organisations,
  ...atTheGateway,
  ...ofKeys,
};
const failures = Object.entries(whatFails);
/** Called by rules of the bus, which nothing emulates here; test/local and test/infra judge them. */
const onTheBus: readonly string[] = ["events-count-sms"];
const called = (step: string) => service.stage.lambda.find(`countersign-example-${step}`);

/** A story that fails says what was refused to whom: most often that is why. */
async function play([name, story]: [string, (service: DeployedService) => Promise<void>]): Promise<void> {
  const { drained, roles, troubles } = service.stage;
  const before = roles.decisions.length;
  await story(service).catch((cause: unknown) => {
    const refused = roles.decisions.slice(before).filter(({ allowed }) => !allowed);
    const lines = refused.map(({ role, action, keys }) => `${role} may not ${action} ${JSON.stringify(keys)}`);
    throw new Error(`The story ${name} failed\n${[...lines, ...troubles.map(String)].join("\n")}`, { cause });
  });
  await drained();
}

test(
  "the synthesized bundles play every story in the environment of the template, within the roles of the template",
  { timeout: 600_000 },
  async () => {
    const { lambda, roles, troubles } = service.stage;
    for (const story of Object.entries(stories)) await play(story);
    expect(troubles).toEqual([]);
    expect(roles.decisions.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(lambda.putAside).toEqual([]);
    for (const story of failures) await play(story);

    const idle = lambda.functions.filter(({ invocations }) => invocations === 0).map(({ step }) => step);
    expect(idle).toEqual(onTheBus);
    const played = lambda.functions.filter(({ step }) => !onTheBus.includes(step));
    const given = played.flatMap(({ step, role }) => {
      const used = roles.decisions.filter((decision) => decision.role === role && decision.allowed);
      const { unused, double } = unneeded(roles.statementsOf(role), used);
      return [...unused, ...double.map((line) => `${line} (twice)`)].map((line) => `${step}: ${line}`);
    });
    expect(given.toSorted()).toEqual(Object.values(explainedGrants).flat().toSorted());

    const settings = Object.keys(settingsSchema.shape).map(variableOf);
    for (const { step, started, lines, properties } of played) {
      expect(properties, step).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"] });
      expect(started?.node, step).toMatch(/^v24\./);
      const others = started?.environment.filter((name) => !settings.includes(name));
      const ofLambda = [...Object.keys(givenByLambda(properties, "")), "AWS_ENDPOINT_URL"];
      expect(others?.toSorted(), step).toEqual(ofLambda.toSorted());
      for (const line of lines) expect(JSON.parse(line), step).toEqual(expect.any(Object));
    }
  },
);

describe("without a permission that a story needs, AWS refuses and nobody is let in", () => {
  const lost = new Organisation(service, service.issuer, "lost");

  test.each([
    ["verify", "dynamodb:PutItem", 503],
    ["verify", "kms:Decrypt", 503],
    ["login", "dynamodb:Query", 503],
    ["enroll-factor", "sns:Publish", 502],
    ["list-factors", "dynamodb:GetItem", 503],
    ["regenerate-backup-codes", "dynamodb:PutItem", 503],
  ] as const)("%s without %s", async (step, action, status) => {
    const { roles } = service.stage;
    const person = lost.person(`${step}-${action}`);
    await person.hasTotp();
    service.clock.forward(600);
    await person.loginWithTotp();
    service.clock.forward(600);
    const calls = {
      verify: async () => person.verify(person.totpCode()),
      login: async () => person.withPassword("POST", "/v1/login"),
      "enroll-factor": async () =>
        lost
          .person(`${step}-new`)
          .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+4915112345650" } }),
      "list-factors": async () => person.withPassword("GET", "/v1/factors"),
      "regenerate-backup-codes": async () => {
        await person.loginWithTotp();
        return person.withAccess("POST", "/v1/backup-codes");
      },
    };
    const before = roles.decisions.length;
    const answer = await roles.without(called(step).role, action, calls[step]);
    expect(answer.status).toBe(status);
    const refused = roles.decisions.slice(before).filter(({ allowed }) => !allowed);
    expect(new Set(refused.map((one) => one.action))).toEqual(new Set([action]));
    expect((await calls[step]()).status).toBeLessThan(300);
  });
});
