import type { Lambda } from "./lambda.ts";
import type { Roles } from "./roles.ts";
import type { Stacks } from "./stacks.ts";

interface Schedules {
  readonly stacks: Stacks;
  readonly roles: Roles;
  readonly lambda: Lambda;
}

/** Runs the template's schedules as EventBridge Scheduler does at their time. */
export async function runSchedules(schedules: Schedules): Promise<void> {
  for (const { properties } of schedules.stacks.all("AWS::Scheduler::Schedule"))
    await runSchedule(properties, schedules);
}

async function runSchedule(properties: Readonly<Record<string, unknown>>, { roles, lambda }: Schedules): Promise<void> {
  const { Arn, RoleArn, Input = "{}", DeadLetterConfig } = properties["Target"] as Readonly<Record<string, never>>;
  const role = String(RoleArn);
  if (!roles.trusts(role, "scheduler.amazonaws.com")) throw new Error(`The scheduler may not take ${role}`);
  if (!roles.allows(role, { action: "lambda:InvokeFunction", resource: String(Arn), keys: {} }))
    throw new Error("The schedule may not call its function");
  const failures = (DeadLetterConfig as { readonly Arn: string } | undefined)?.Arn ?? "";
  if (!roles.allows(role, { action: "sqs:SendMessage", resource: failures, keys: {} }))
    throw new Error("The schedule may not put aside what it could not hand over");
  const target = lambda.find(String(Arn));
  await lambda.call(target, JSON.parse(Input)).catch(() => lambda.giveUp(target));
}
