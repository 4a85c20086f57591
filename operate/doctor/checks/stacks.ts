import type { Stack } from "@aws-sdk/client-cloudformation";
import { stackNames } from "../../../infra/outputs.ts";
import { describeStack } from "../../stage.ts";
import { bad, type Check, type Finding, good, warn } from "../check.ts";
import type { AccountContext } from "../context.ts";

export const stacks: Check<AccountContext> = {
  name: "stacks",
  run: ({ aws, stageName }) => {
    const { data, service } = stackNames(stageName);
    return Promise.all([data, service].map(async (name) => judge(name, await describeStack(aws.cloudformation, name))));
  },
};

function judge(name: string, stack: Stack | null): Finding {
  if (stack === null) return bad(`${name} is not deployed here.`, "Deploy it, or check account and region.");
  const status = stack.StackStatus ?? "without a state";
  if (status.endsWith("_IN_PROGRESS")) return warn(`${name} is being changed (${status}).`, "Wait, then look again.");
  if (status === "UPDATE_ROLLBACK_COMPLETE")
    return warn(`${name} runs, but its last deployment was rolled back.`, "Read the stack's events and deploy again.");
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return good(`${name} is ${status}.`);
  return bad(`${name} is ${status}.`, "Read the stack's events; docs/deploy.md, Rollback, says what to do.");
}
