import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetSMSSandboxAccountStatusCommand } from "@aws-sdk/client-sns";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { bad, good, unknown, warn } from "../../../operate/doctor/check.ts";
import { asJson, asPage, diagnose, exitCodeOf } from "../../../operate/doctor/diagnose.ts";
import { readOptions } from "../../../operate/doctor/command.ts";
import { Mistake } from "../../../client/command-line/command-line.ts";
import { settings } from "../stage-outputs.ts";
import { healthyAccount, publicKey } from "./healthy-account.ts";

const silent = (): void => undefined;
const examined = [
  { name: "key", findings: [good("The key is there.")] },
  { name: "SMS senders", findings: [warn("ES: look.", "Register."), bad("US: dropped.", "Get a number.")] },
];

describe("the page", () => {
  it("says one line per finding, and below it what to do", () => {
    expect(stripVTControlCharacters(asPage("prod", examined))).toBe(
      [
        "Stage prod",
        "",
        "ok    key          The key is there.",
        "look  SMS senders  ES: look.",
        "                   → Register.",
        "BAD   SMS senders  US: dropped.",
        "                   → Get a number.",
        "",
        "Something will bite: 1 good, 1 to look at, 1 bad, 0 unknown.",
      ].join("\n"),
    );
  });

  it("comes as JSON too", () => {
    expect(JSON.parse(asJson("prod", examined))).toEqual({
      stage: "prod",
      healthy: false,
      checks: [
        { name: "key", verdict: "good", sentence: "The key is there." },
        { name: "SMS senders", verdict: "warn", sentence: "ES: look.", remedy: "Register." },
        { name: "SMS senders", verdict: "bad", sentence: "US: dropped.", remedy: "Get a number." },
      ],
    });
  });
});

describe("the exit code", () => {
  const codeFor = (...findings: Parameters<typeof exitCodeOf>[0][number]["findings"]) =>
    exitCodeOf([{ name: "key", findings }]);

  it("is 0 for green and yellow, 1 for red and for what could not be looked at", () => {
    expect(codeFor(good("Well."), warn("Look.", "Do."))).toBe(0);
    expect(codeFor(good("Well."), bad("Not well.", "Do."))).toBe(1);
    expect(codeFor(good("Well."), unknown("Denied.", "Do."))).toBe(1);
  });
});

describe("the options", () => {
  it("name a stage", () => {
    expect(readOptions(["--stage", "prod", "--json"])).toEqual({
      help: false,
      stage: "prod",
      json: true,
      token: false,
    });
    expect(readOptions(["--stage", "prod", "--token", "-"])).toMatchObject({ token: true });
    expect(readOptions(["--help"])).toEqual({ help: true });
  });

  it.each([[[]], [["--stage"]], [["--stag", "prod"]], [["prod"]]])("%o are a mistake", (args) => {
    expect(() => readOptions(args)).toThrow(Mistake);
  });
});

describe("a whole diagnosis", () => {
  it("of a healthy stage is green, and names no more than the deployer knows", async () => {
    const jwks = { keys: [publicKey] };
    const [{ jwksUri: _, ...shop } = { jwksUri: "" }] = settings.trustedIssuers;
    const { outside } = healthyAccount({ ...settings, trustedIssuers: [{ ...shop, jwks }], appName: "canary" });
    const found = await diagnose(outside, silent);
    expect(exitCodeOf(found)).toBe(0);
    expect(asPage("prod", found) + asJson("prod", found)).not.toMatch(/canary|oncall@|no-reply@|\+1206|MKBCTNIc/);
  });

  it("goes on with the account where no stage is deployed", async () => {
    const { outside, mocks } = healthyAccount();
    const gone = Object.assign(new Error("Stack with id X does not exist"), { name: "ValidationError" });
    mocks.cloudformation.reset();
    mocks.cloudformation.on(DescribeStacksCommand).rejects(gone);
    mocks.sns.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: true });
    const found = await diagnose(outside, silent);
    expect(found.map(({ name, findings }) => [name, ...findings.map(({ verdict }) => verdict)])).toEqual([
      ["caller", "good"],
      ["stacks", "bad", "bad"],
      ["concurrency", "good"],
      ["SMS sandbox", "bad"],
      ["stage", "unknown"],
    ]);
  });

  it("does not begin without credentials", async () => {
    const { outside, mocks } = healthyAccount();
    mocks.sts
      .on(GetCallerIdentityCommand)
      .rejects(Object.assign(new Error("Could not load"), { name: "CredentialsProviderError" }));
    await expect(diagnose(outside, silent)).rejects.toThrow(Mistake);
  });
});
