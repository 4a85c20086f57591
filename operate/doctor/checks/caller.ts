import { type Check, good, warn } from "../check.ts";
import type { AccountWorld } from "../world.ts";

/** Whose account this is: the first thing to be wrong about. */
export const caller: Check<AccountWorld> = {
  name: "caller",
  run: async ({ caller: { account, arn }, region }) =>
    arn.endsWith(":root")
      ? warn(`You are the root user of account ${account}.`, "Sign in as a role; root is for emergencies.")
      : good(`You are ${arn}, looking at ${region}.`),
};
