import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { caller } from "../../../operate/doctor/diagnose.ts";
import { concurrency, reservedConcurrency } from "../../../operate/doctor/checks/concurrency.ts";
import { stacks } from "../../../operate/doctor/checks/reach.ts";
import { settings, stacksOf } from "../stage-outputs.ts";
import { complaints } from "./findings.ts";
import { healthyAccount } from "./healthy-account.ts";

it("the root user is told to sign in as a role", async () => {
  const context = { ...(await healthyAccount().context()), caller: { account: "1", arn: "arn:aws:iam::1:root" } };
  expect(await complaints(caller, context)).toMatchObject([
    { verdict: "warn", sentence: expect.stringMatching(/root/) },
  ]);
});

describe("a stack", () => {
  it.each([
    ["UPDATE_ROLLBACK_COMPLETE", "warn"],
    ["UPDATE_IN_PROGRESS", "warn"],
    ["UPDATE_ROLLBACK_FAILED", "bad"],
    ["ROLLBACK_COMPLETE", "bad"],
    ["DELETE_FAILED", "bad"],
  ] as const)("in state %s is %s", async (StackStatus, verdict) => {
    const { context, mocks } = healthyAccount();
    const seen = await context();
    mocks.cloudformation.on(DescribeStacksCommand).resolves({ Stacks: [{ ...stacksOf().data, StackStatus }] });
    expect(await complaints(stacks, seen)).toMatchObject([
      { verdict, sentence: expect.stringContaining("Countersign-prod-Data") },
      { verdict, sentence: expect.stringContaining("Countersign-prod-Service") },
    ]);
  });
});

describe("a stage that reserves nothing for the codes", () => {
  const reserving = { ...settings, reservedConcurrency: undefined };

  it("is told what to set, if it sends SMS", async () => {
    expect(await complaints(reservedConcurrency, await healthyAccount(reserving).context())).toMatchObject([
      { verdict: "warn", remedy: expect.stringContaining('set reservedConcurrency to {"login":100,"sms":20}') },
    ]);
    const withoutSms = healthyAccount({ ...reserving, smsCountries: [] });
    expect(await complaints(reservedConcurrency, await withoutSms.context())).toEqual([]);
  });
});

describe("a concurrency quota", () => {
  it.each([
    [10, 10, "bad"],
    [1000, 100, "bad"],
    [500, 400, "warn"],
  ])("of %d with %d unreserved is %s", async (ConcurrentExecutions, UnreservedConcurrentExecutions, verdict) => {
    const { context, mocks } = healthyAccount();
    mocks.lambda
      .on(GetAccountSettingsCommand)
      .resolves({ AccountLimit: { ConcurrentExecutions, UnreservedConcurrentExecutions } });
    expect(await complaints(concurrency, await context())).toMatchObject([
      { verdict, remedy: expect.stringMatching(/L-B99A9384/) },
    ]);
  });

  it("that Lambda does not tell is unknown", async () => {
    const { context, mocks } = healthyAccount();
    mocks.lambda.on(GetAccountSettingsCommand).resolves({});
    expect(await complaints(concurrency, await context())).toMatchObject([{ verdict: "unknown" }]);
  });
});
