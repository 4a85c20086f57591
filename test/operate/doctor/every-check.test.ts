import { describe, expect, it } from "vitest";
import { accountChecks, stageChecks } from "../../../operate/doctor/diagnose.ts";
import { examine } from "../../../operate/doctor/check.ts";
import { healthyAccount } from "./healthy-account.ts";

const checks = [...accountChecks, ...stageChecks];
const silent = (): void => undefined;
const refusal = (name: string) => Object.assign(new Error("secret +41791234567"), { name });

/** Every service but CloudFormation's stacks, which were read before, refuses with this error. */
async function refusedAccount(name: string) {
  const { context, refuseAll } = healthyAccount();
  const seen = await context();
  refuseAll(refusal(name));
  return { ...seen, fetch: () => Promise.reject(refusal(name)) };
}

describe("in a healthy account", () => {
  it.each(checks.map((check) => [check.name, check] as const))("%s is good", async (_, check) => {
    const [examined] = await examine([check], await healthyAccount().context(), silent);
    expect(examined?.findings.length).toBeGreaterThan(0);
    expect(examined?.findings.filter(({ verdict }) => verdict !== "good")).toEqual([]);
  });
});

// These ask no AWS service that could refuse them: SNS, the provider of a healthy account, needs no look.
const askAws = checks.filter(
  ({ name }) =>
    !["caller", "issuers", "ids and passkeys", "answers", "reserved concurrency", "SMS provider"].includes(name),
);

describe("a check that may not look", () => {
  it.each(askAws.map((check) => [check.name, check] as const))(
    "%s says which permission it needs, and is not green",
    async (_, check) => {
      for (const name of ["AccessDenied", "AccessDeniedException", "AuthorizationError"]) {
        const [examined] = await examine([check], await refusedAccount(name), silent);
        expect(examined?.findings.map(({ verdict }) => verdict)).toEqual(["unknown"]);
        expect(examined?.findings[0]?.sentence).toMatch(/lack the permission [a-z-]+:[A-Z][A-Za-z]+\.$/);
      }
    },
  );

  it.each(askAws.map((check) => [check.name, check] as const))("%s is unknown when throttled", async (_, check) => {
    for (const name of ["ThrottlingException", "Throttling", "TooManyRequestsException"]) {
      const [examined] = await examine([check], await refusedAccount(name), silent);
      expect(examined?.findings).toMatchObject([{ verdict: "unknown", sentence: expect.stringMatching(/slow down/) }]);
    }
  });

  it.each(["keys", "table", "certificate"])("%s is bad when what it looks at is gone", async (wanted) => {
    const check = checks.filter(({ name }) => name === wanted);
    const [examined] = await examine(check, await refusedAccount("ResourceNotFoundException"), silent);
    expect(examined?.findings).toMatchObject([{ verdict: "bad" }]);
  });

  it.each(askAws.map((check) => [check.name, check] as const))("%s does not repeat what AWS said", async (_, check) => {
    const [examined] = await examine([check], await refusedAccount("InternalFailure"), silent);
    expect(examined?.findings).toMatchObject([
      { verdict: "unknown", sentence: expect.stringMatching(/InternalFailure/) },
    ]);
    expect(JSON.stringify(examined)).not.toMatch(/secret|4179/);
  });
});

it("all checks run at once, and the progress names those that are still running", async () => {
  const started: string[] = [];
  const seen: (readonly string[])[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const slow = (name: string) => ({
    name,
    run: async () => {
      started.push(name);
      if (started.length === 2) open();
      await gate;
      return { verdict: "good", sentence: name } as const;
    },
  });
  const examined = await examine([slow("one"), slow("two")], {}, (waitingFor) => seen.push([...waitingFor]));
  expect(examined.map(({ name }) => name)).toEqual(["one", "two"]);
  expect(seen).toEqual([["one", "two"], ["two"], []]);
});
