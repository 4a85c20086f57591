/** @module-tag crowds */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { type FaultKind, tableCommands } from "../harness/aws-spy.ts";
import { withPasskeys, world } from "../harness/world.ts";
import type { Step } from "./step.ts";
import { isWalked, steps } from "./steps.ts";

const { service, organisation: acme } = world({
  ...withPasskeys,
  variables: { SMS_SET_UPS_PER_TENANT_DAY: "10000", SMS_PER_DAY: "50000" },
});
let people = 0;
/** The SDK makes three attempts of a call that failed, but only one of a call that was refused. */
const failures: readonly (readonly [FaultKind, number])[] = [
  ["throttled", 3],
  ["broken", 3],
  ["reset", 3],
  ["timedOut", 3],
  ["denied", 1],
];
const every = Object.entries(steps).filter(([name]) => isWalked(name));

beforeEach(() => {
  service.aws.heal();
  // The SDK waits a random time before it tries again: here none.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

const ready = async (step: Step) => step.prepare(acme.person(`faulty-${(people += 1)}`), acme);

/** Fails the first, the second … of the table's calls that a step makes, until none is left. */
async function eachCall(
  step: Step,
  check: (call: Awaited<ReturnType<Step["prepare"]>>, nth: number) => Promise<void>,
): Promise<void> {
  for (let nth = 0; ; nth += 1) {
    const call = await ready(step);
    await service.local.drained();
    const before = service.aws.attempts.length;
    await check(call, nth);
    if (service.aws.attempts.length - before <= nth) return;
    service.aws.heal();
  }
}

describe.each(every)("%s", (_, step) => {
  it("is refused whichever call to the table fails, and works at once afterwards", async () => {
    let failed = 0;
    await eachCall(step, async (call, nth) => {
      const [kind, times] = failures[nth % failures.length] ?? expect.fail();
      service.aws.fail(tableCommands, kind, { skip: nth, times });
      const answer = await call();
      if (answer.status === step.status) return;
      expect(outcomeOf(answer)).toBe("temporarily_unavailable");
      expect(answer.headers.get("retry-after")).toBe("1");
      failed += 1;
      service.aws.heal();
      expect((await call()).status).toBe(step.status);
    });
    expect(failed).toBeGreaterThan(0);
  });

  it("works if the answer to any of its calls to the table is lost once", async () => {
    await eachCall(step, async (call, nth) => {
      service.aws.fail(tableCommands, "timedOut", { skip: nth, times: 1, afterwards: true });
      expect((await call()).status).toBe(step.status);
    });
  });

  it("is not done twice if all answers to one of its calls to the table are lost", async () => {
    await eachCall(step, async (call, nth) => {
      service.aws.fail(tableCommands, "timedOut", { skip: nth, afterwards: true });
      const answer = await call();
      if (answer.status === step.status) return;
      expect(outcomeOf(answer)).toBe("temporarily_unavailable");
      service.aws.heal();
      const again = await call();
      if (again.status !== step.status) expect(outcomeOf(again)).toBe(step.repeated);
    });
  });
});
