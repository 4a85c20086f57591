import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import { askAws } from "../../aws-trouble.ts";
import { type AccountContext, bad, type Check, good, type StageContext, unknown, warn } from "../check.ts";

/** Lambda refuses a reservation that would leave less than this for all other functions. */
const leftForOthers = 100;
/** The quota of an account that nobody limited; new accounts may start with 10. */
const usual = 1_000;

const remedy = "Ask for more: Service Quotas, AWS Lambda, Concurrent executions (L-B99A9384).";

export const concurrency: Check<AccountContext> = {
  name: "concurrency",
  async run({ aws: { lambda } }) {
    const { AccountLimit } = await askAws("lambda:GetAccountSettings", () =>
      lambda.send(new GetAccountSettingsCommand()),
    );
    const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: free } = AccountLimit ?? {};
    if (limit === undefined || free === undefined)
      return unknown("Lambda did not answer with its limits.", "Look by hand.");
    const limits = `Lambda runs at most ${limit} functions at once here, ${free} of them unreserved`;
    if (free <= leftForOthers)
      return bad(
        `${limits}: enough to try it out; with more people at once logins are turned away, and a reservedConcurrency would be refused.`,
        remedy,
      );
    return limit < usual ? warn(`${limits}.`, remedy) : good(`${limits}.`);
  },
};

/** When the provider of SMS hangs, those who wait for it must not take the room of those who type a code. */
export const reservedConcurrency: Check<StageContext> = {
  name: "reserved concurrency",
  async run({ stage: { settings } }) {
    if (settings.smsCountries.length === 0) return good("No SMS, so nothing to keep apart.");
    return settings.reservedConcurrency === undefined
      ? warn(
          "When the provider of SMS hangs, those who wait for it can take the room of those who type a code.",
          'Where Lambda runs 260 functions at once or more, set reservedConcurrency to {"login":100,"sms":20} and deploy.',
        )
      : good("Those who wait for an SMS cannot take the room of those who type a code.");
  },
};
