/** @module-tag crowds */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import type { AwsCall } from "../harness/aws-spy.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { runsFor } from "../harness/running-service.ts";
import { withPasskeys } from "../harness/world.ts";
import { ColdService } from "./cold-process.ts";
import type { Step } from "./step.ts";
import { isWalked, steps } from "./steps.ts";

const shop = new Issuer("shop", withPasskeys);
const service = runsFor(
  new ColdService({
    issuers: [shop.settings],
    variables: { SMS_SET_UPS_PER_TENANT_DAY: "10000", SMS_PER_DAY: "50000", SMS_PER_TENANT_DAY: "50000" },
  }),
);
const acme = new Organisation(service, shop, "acme");
const ofRequests = /^(BatchGetItem|GetItem|Query|PutItem|UpdateItem|Decrypt|GenerateDataKey)Command$/;
let people = 0;

beforeEach(() => {
  service.aws.heal();
  // The SDK waits a random time before it tries again: here none.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

async function ready(step: Step) {
  const call = await step.prepare(acme.person(`cold-${(people += 1)}`), acme);
  await service.local.drained();
  service.aws.heal();
  return call;
}

/** Key of the item that a call names. */
function keyOf(input: object): { readonly pk: string; readonly sk: string } {
  const { Item, Key } = input as { readonly Item?: Record<string, unknown>; readonly Key?: Record<string, unknown> };
  const { pk, sk } = Item ?? Key ?? {};
  return { pk: String(pk), sk: String(sk) };
}
/** Made by the stream's and the bus's consumers, which no answer waits for. */
function isOfConsumers({ service: of, input }: AwsCall): boolean {
  const { pk, sk } = keyOf(input);
  return of === "events" || sk.startsWith("EVENT#") || /^(?:NOTICE|TRAFFIC|RECOVERY)#/.test(pk);
}
/** A removed passkey is unusable by the account's write; its credential is given its end afterwards. */
const isEndOfCredential = ({ input }: AwsCall): boolean => keyOf(input).sk.startsWith("CREDENTIAL#");
/** It redeems, changes or sends. */
const counts = ({ command, input }: AwsCall): boolean =>
  /^(Publish|SendEmail)Command$/.test(command) ||
  (command === "PutItemCommand" && /^(ACCOUNT|POLICY)$|^APPROVAL#/.test(keyOf(input).sk));

describe.each(Object.entries(steps))("%s", (_, step) => {
  it("reads and makes all that its answer needs before the write that counts, or before the SMS leaves", async () => {
    const call = await ready(step);
    const before = service.aws.calls.length;
    await service.cold(call);
    const sent = service.aws.calls.slice(before).filter((one) => !isOfConsumers(one));
    const after = sent
      .slice(sent.findLastIndex(counts) + 1)
      .filter((one) => !isEndOfCredential(one))
      .map(({ command }) => command);
    // Of a sent code it is kept that it was handed over; that this fails does no harm (`sends.test.ts`, `provider.test.ts`).
    const isSms = sent.some(({ command }) => command === "PublishCommand");
    expect(isSms ? ["", "PutItemCommand"] : [""]).toContain(sent.some(counts) ? after.join() : "");
  });
});

describe.each(Object.entries(steps).filter(([name]) => isWalked(name)))("%s", (_, step) => {
  it("is done and answered, or not done: whichever of its calls fails in a process that has just started", async () => {
    let call = await ready(step);
    for (let nth = 0; ; nth += 1) {
      const before = service.aws.writes;
      service.aws.fail(ofRequests, "timedOut", { skip: nth, afterwards: true });
      const answer = await service.cold(call);
      if (service.aws.areUntouched) break;
      await service.aws.settled();
      service.aws.heal();
      if (answer.status !== step.status) expect(outcomeOf(answer)).toBe("temporarily_unavailable");
      // The process is gone, and without a write nothing is left of its try: the next one finds all as this one did.
      if (service.aws.writes === before) continue;
      if (answer.status !== step.status) {
        const again = await call();
        expect(again.status, `${again.text} after call ${String(nth)}`).toBe(step.status);
      }
      call = await ready(step);
    }
  });
});

it("a write of which nothing can be learnt is said to be in the dark, and the repetition tells", async () => {
  // The look comes after the first read of the account, which a confirmation does by a query.
  const looks = { "a code of an app": 1, "confirming an app": 0 };
  for (const [name, skip] of Object.entries(looks)) {
    const call = await ready(steps[name] ?? expect.fail());
    service.aws.fail(/^PutItemCommand$/, "timedOut", { sk: /ACCOUNT/, afterwards: true });
    service.aws.fail(/^GetItemCommand$/, "broken", { skip, sk: /ACCOUNT/ });
    const answer = await call();
    expect([answer.status, answer.body["detail"]], name).toEqual([503, expect.stringContaining("not known whether")]);
    service.aws.heal();
    expect(outcomeOf(await call()), name).toMatch(/code_already_used|insufficient_user_authentication/);
  }
});

it("nobody says of a failed call that nothing was decided", async () => {
  const person = acme.person("hears");
  await person.hasTotp();
  service.aws.fail(/^PutItemCommand$/, "denied", { sk: /ACCOUNT/ });
  const answer = await person.verify(person.totpCode());
  expect(answer.status).toBe(503);
  expect(answer.text).not.toMatch(/nothing was/i);
});
