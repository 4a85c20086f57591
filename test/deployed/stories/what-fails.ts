import { expect } from "vitest";
import { Organisation } from "../../harness/organisation.ts";
import type { DeployedService } from "../deployed-service.ts";

/** By which each consumer hands on what it was given. */
const waysOut = [
  ["events-publish-events", "events:PutEvents"],
  ["events-publish-events", "dynamodb:PutItem"],
  ["events-notify-user", "ses:SendEmail"],
] as const;

/** An event that a consumer cannot deliver goes to its own queue and does not delay the others. */
export async function putAside(service: DeployedService): Promise<void> {
  const { stage } = service;
  const ways = new Organisation(service, service.issuer, "ways");
  for (const [step, action] of waysOut) {
    const { role } = stage.lambda.find(`countersign-example-${step}`);
    const before = stage.lambda.putAside.length;
    await stage.roles.without(role, action, async () => {
      await ways.person(`${step}-${action}`, { email: `${step}@example.com` }).hasTotp();
      await stage.drained();
    });
    const queues = [...new Set(stage.lambda.putAside.slice(before))];
    expect(queues, step).toHaveLength(1);
  }
}

/** So is a day on which no signing key could be made. */
export async function scheduleFails({ stage, clock }: DeployedService): Promise<void> {
  clock.forward(86_400);
  const { role } = stage.lambda.find("countersign-example-scheduled-rotate-signing-keys");
  const before = stage.lambda.putAside.length;
  await stage.roles.without(role, "dynamodb:Query", stage.runSchedule);
  expect(stage.lambda.putAside).toHaveLength(before + 1);
}

/** A stream may tell of a write twice: nobody is mailed twice. */
export async function toldTwice(service: DeployedService): Promise<void> {
  const { stage } = service;
  const twice = new Organisation(service, service.issuer, "twice");
  await twice.person("ada", { email: "twice@example.com" }).hasTotp();
  await stage.drained();
  stage.streams.repeat();
  await stage.drained();
  expect(stage.aws.mailbox.mails.filter(({ to }) => to === "twice@example.com")).toHaveLength(1);
}
