import { consumer } from "../../shared/events/consumer.ts";
import { remindOfRecoveries } from "../../shared/notify/recovery-reminders.ts";
import { counts, sendsMail, sendsSms } from "../../shared/runtime/outbound.ts";
import type { Settings } from "../../shared/settings/settings.ts";

/** Every hour: what recoveries under way owe their users. Without mail nobody can ask for one. */
export const { handler, serve } = consumer(
  async (_event: unknown, { mail, ...services }) => {
    if (mail !== undefined) await remindOfRecoveries({ ...services, mail });
  },
  (settings: Settings) => ({ ...sendsMail(settings), ...sendsSms(settings), ...counts(settings) }),
);
