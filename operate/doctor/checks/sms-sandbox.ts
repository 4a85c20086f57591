import { GetSMSSandboxAccountStatusCommand } from "@aws-sdk/client-sns";
import { askAws } from "../../aws-trouble.ts";
import { bad, type Check, good } from "../check.ts";
import type { AccountWorld } from "../world.ts";

/** In the sandbox SNS takes every message, answers with an id, and drops it unless the number was verified by hand. */
export const smsSandbox: Check<AccountWorld> = {
  name: "SMS sandbox",
  async run({ aws: { sns } }) {
    const { IsInSandbox } = await askAws("sns:GetSMSSandboxAccountStatus", () =>
      sns.send(new GetSMSSandboxAccountStatusCommand()),
    );
    return IsInSandbox === false
      ? good("The account may send SMS to any number.")
      : bad(
          "The account is in the SMS sandbox: only numbers verified by hand get messages, others get nothing.",
          "SNS console, Text messaging, Exit SMS sandbox. It takes about a day. See docs/deploy.md, SMS.",
        );
  },
};
