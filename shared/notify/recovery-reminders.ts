import type { Outbound } from "../runtime/services.ts";
import { describeFailure } from "../runtime/failure.ts";
import { remind } from "./recovery-notices.ts";
import { reportNotices } from "./send-notice.ts";
import type { NoticeOutcome, NoticeServices } from "./send-once.ts";

/** Carries out what is due. One that fails stops no other, and comes again with the next run. */
export async function remindOfRecoveries(services: NoticeServices & Pick<Outbound, "metrics">): Promise<void> {
  const { reminders, clock, telemetry } = services;
  const outcomes: NoticeOutcome[] = [];
  let failed = 0;
  for (const reminder of await reminders.due(clock.now())) {
    try {
      const made = await remind(services, reminder);
      outcomes.push(...made);
      if (made.includes("refused")) telemetry.logger.warn("a reminder was refused", { ref: reminder.user.ref });
      if (!made.includes("leased")) await reminders.done(reminder);
    } catch (error) {
      failed += 1;
      telemetry.logger.error("a reminder failed", { ref: reminder.user.ref, ...describeFailure(error) });
    }
  }
  reportNotices(services, { outcomes, left: [] });
  if (failed > 0) throw new Error(`${String(failed)} reminders failed`);
}
