import { beforeEach, expect, test } from "vitest";
import { serve } from "../../functions/scheduled/remind-of-recoveries.ts";
import { lambdaContext } from "../../local/functions.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import { recoveryWordings } from "../../shared/notify/wordings/recovery.ts";
import { type Recovering, recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf } = world({ variables: { SMS_COUNTRIES: "*" } });
const halfWay = recoveryWordings.en.halfWay("").subject;
const ready = recoveryWordings.en.ready("").subject;
const written: string[] = [];
let nth = 0;
const phone = () => `+4179125${String(1000 + (nth += 1))}`;
const waitingPerson = async (): Promise<Recovering> => {
  const lost = await recoveringPerson(organisationOf(`org-${String((nth += 1))}`), service, { phone: phone() });
  await lost.waits();
  return lost;
};
const told = (lost: Recovering, subject: string): number =>
  lost.mails().filter((mail) => mail.subject.includes(subject)).length;

/** A run of the schedule, whose lines are kept. */
async function runs(): Promise<void> {
  const { logger, metrics } = telemetryInto(
    { log: (line) => written.push(line), metric: (line) => written.push(line) },
    "DEBUG",
  );
  const services = { ...service.local.services, telemetry: { logger }, metrics };
  await serve(services)({}, lambdaContext("scheduled/remind-of-recoveries"));
}

/** Nothing of the tests before is due any more. */
beforeEach(async () => {
  service.aws.heal();
  service.clock.forward(30 * 86_400);
  await runs();
  written.length = 0;
});

test("a run that comes twice tells once", async () => {
  const lost = await waitingPerson();
  service.clock.forward(37 * 3600);
  await Promise.allSettled([runs(), runs()]);
  await runs();
  expect(told(lost, halfWay)).toBe(1);
});

test("hours that the schedule missed are made up for, and what is old news by then is left out", async () => {
  const lost = await waitingPerson();
  service.clock.forward(80 * 3600);
  await runs();
  expect([told(lost, halfWay), told(lost, ready)]).toEqual([0, 1]);
});

test("one that fails stops no other, the run ends as failed, and it comes again with the next one", async () => {
  const [one, other] = [await waitingPerson(), await waitingPerson()];
  service.clock.forward(37 * 3600);
  service.aws.fail(/^SendEmailCommand$/, "broken", { times: 1 });
  await expect(runs()).rejects.toThrow("1 reminders failed");
  expect(told(one, halfWay) + told(other, halfWay)).toBe(1);
  expect(written.join()).toContain("a reminder failed");
  service.aws.heal();
  await runs();
  expect([told(one, halfWay), told(other, halfWay)]).toEqual([1, 1]);
});

test("one that the provider refuses for good is counted for the alarm, names its user in the log, and is not tried again", async () => {
  const acme = organisationOf("refused");
  const lost = await recoveringPerson(acme, service, { phone: phone() });
  await lost.waits();
  service.clock.forward(37 * 3600);
  const rejected = () => Object.assign(new Error("Address is not valid"), { name: "MessageRejected" });
  await service.aws.failing(/^SendEmailCommand$/, rejected, runs);
  const { ref } = (await acme.asAdmin("GET", acme.userPath(lost.person))).body;
  expect(written.join("\n")).toContain('"NoticesRefused":1');
  expect(written.find((line) => line.includes("a reminder was refused"))).toContain(String(ref));
  expect(written.join("\n")).not.toContain(lost.email);
  await runs();
  expect(told(lost, halfWay)).toBe(0);
});
