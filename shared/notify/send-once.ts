import { seconds } from "../account/instant.ts";
import { MailRefused, type MailSender, SmsNotSent, type SmsSender } from "../ports/outbound.ts";
import type { NoticeKey } from "../ports/notices.ts";
import type { Services } from "../runtime/services.ts";

/**
 * Outcome of a notice: "sent" now, "settled" by an earlier delivery, "refused" by the provider for good, "no_contact" to send it to, or
 * "leased": another delivery is sending it, or died while it did.
 */
export type NoticeOutcome = "sent" | "settled" | "refused" | "no_contact" | "leased";

export type NoticeServices = Services & { readonly mail: MailSender; readonly sms: SmsSender };

/** Longer than an invocation may run, so that only a dead one's claim is taken over. */
const leaseSeconds = 120;

/** Sends a notice once, though it is delivered several times. Rejects if a retry may work. */
export async function sendOnce(
  { notices, clock, random, telemetry }: NoticeServices,
  key: NoticeKey,
  eventId: string,
  send: () => Promise<void>,
): Promise<NoticeOutcome> {
  const holder = Buffer.from(random.bytes(16)).toString("base64url");
  const now = clock.now();
  const claim = await notices.claim(key, { holder, now, until: now + seconds(leaseSeconds) });
  if (claim !== "claimed") return claim;
  const settle = async (outcome: NoticeOutcome): Promise<NoticeOutcome> => {
    // The message is out: a retry of the whole would send a second one.
    await notices.settle(key, clock.now()).catch(() => telemetry.logger.warn("a notice could not be settled"));
    return outcome;
  };
  try {
    await send();
  } catch (error) {
    // The sender of SMS has tried again already.
    if (error instanceof MailRefused || error instanceof SmsNotSent) {
      telemetry.logger.warn("a notice was refused", { eventId, reason: error.message });
      return settle("refused");
    }
    // Otherwise the next try would wait until the lease ends.
    await notices.release(key, { holder, now: clock.now() }).catch(() => undefined);
    throw error;
  }
  return settle("sent");
}
