import { type Check, good, warn } from "../check.ts";
import type { StageWorld } from "../world.ts";

/** When the provider of SMS hangs, those who wait for it must not take the room of those who type a code. */
export const reservedConcurrency: Check<StageWorld> = {
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
