import { describeFailure } from "../runtime/failure.ts";
import { SealBroken } from "../ports/vault.ts";
import { type NoticeServices, type Telling, tellUser } from "./send-notice.ts";
import type { StreamNotice } from "./stream-notice.ts";

export interface Told {
  readonly tellings: readonly Telling[];
  /** The sequence numbers of the records that have to come again. */
  readonly left: readonly string[];
}

/**
 * Tells users of what a batch brings, in its order. A record that cannot be read or opened stops no other. What fails otherwise
 * would fail for the next ones too: the stream delivers all from the first record left on again, and claims keep e-mails from
 * going out twice.
 */
export async function tellInOrder(services: NoticeServices, records: readonly StreamNotice[]): Promise<Told> {
  const tellings: Telling[] = [];
  const left: string[] = [];
  for (const { sequenceNumber, notice } of records) {
    if (notice === null) continue;
    if (notice === "unreadable") {
      left.push(sequenceNumber);
      continue;
    }
    try {
      const made = await tellUser(services, notice);
      tellings.push(...made);
      if (made.includes("leased")) left.push(sequenceNumber);
    } catch (error) {
      left.push(sequenceNumber);
      services.telemetry.logger.error("a notice failed", { eventId: notice.event.id, ...describeFailure(error) });
      if (!(error instanceof SealBroken)) break;
    }
  }
  return { tellings, left };
}
