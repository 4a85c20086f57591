import { describeFailure } from "../runtime/failure.ts";
import { SealBroken } from "../ports/vault.ts";
import { notifyUser } from "./send-notice.ts";
import type { NoticeOutcome, NoticeServices } from "./send-once.ts";
import type { StreamNotice } from "./stream-notice.ts";

export interface Notified {
  readonly outcomes: readonly NoticeOutcome[];
  /** Sequence numbers of the records that the stream must deliver again. */
  readonly left: readonly string[];
}

/**
 * Notifies users of a batch's events, in order. An unreadable record stops no other. Any other failure would hit the next records too, so
 * the rest waits: the stream delivers again from the first record left, and claims keep e-mails from going out twice.
 */
export async function notifyInOrder(services: NoticeServices, records: readonly StreamNotice[]): Promise<Notified> {
  const outcomes: NoticeOutcome[] = [];
  const left: string[] = [];
  for (const { sequenceNumber, notice } of records) {
    if (notice === null) continue;
    if (notice === "unreadable") {
      left.push(sequenceNumber);
      continue;
    }
    try {
      const made = await notifyUser(services, notice);
      outcomes.push(...made);
      if (made.includes("leased")) left.push(sequenceNumber);
    } catch (error) {
      left.push(sequenceNumber);
      services.telemetry.logger.error("a notice failed", { eventId: notice.event.id, ...describeFailure(error) });
      if (!(error instanceof SealBroken)) break;
    }
  }
  return { outcomes, left };
}
