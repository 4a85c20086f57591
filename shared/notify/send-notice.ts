import { seconds } from "../account/instant.ts";
import { MailRefused } from "../ports/outbound.ts";
import type { MailSender } from "../ports/outbound.ts";
import type { Services } from "../runtime/services.ts";
import { noticeMail } from "./notice-mail.ts";
import { type Recipient, recipientsOf } from "./recipients.ts";
import type { Notice } from "./stream-notice.ts";

/**
 * What became of a notice: "sent" now; "settled" at an earlier delivery; "refused" by SES for good; "no_contact" to send it to;
 * "leased": another delivery is at it, or was when it died.
 */
export type Telling = "sent" | "settled" | "refused" | "no_contact" | "leased";

export type NoticeServices = Services & { readonly mail: MailSender };

/** Longer than an invocation may last, so that only a dead one's claim is taken over. */
const leaseSeconds = 120;

/** Tells a user of one event, once for each address. Rejects if that may work later. */
export async function tellUser(services: NoticeServices, notice: Notice): Promise<readonly Telling[]> {
  const recipients = await recipientsOf(services.vault, notice);
  if (recipients.length === 0) return ["no_contact"];
  const tellings: Telling[] = [];
  for (const recipient of recipients) tellings.push(await tell(services, notice, recipient));
  return tellings;
}

async function tell(
  { notices, mail, clock, random, settings, telemetry }: NoticeServices,
  { event }: Notice,
  { to, email, language }: Recipient,
): Promise<Telling> {
  const key = { eventId: event.id, to };
  const holder = Buffer.from(random.bytes(16)).toString("base64url");
  const now = clock.now();
  const claim = await notices.claim(key, { holder, now, until: now + seconds(leaseSeconds) });
  if (claim !== "claimed") return claim;
  const settle = async (telling: Telling): Promise<Telling> => {
    // What was done is done: trying the whole again would send a second e-mail.
    await notices.settle(key, clock.now()).catch(() => telemetry.logger.warn("a notice could not be settled"));
    return telling;
  };
  try {
    await mail.send({ to: email, ...noticeMail(event, { language, appName: settings.appName }) });
  } catch (error) {
    if (error instanceof MailRefused) {
      telemetry.logger.warn("a notice was refused", { eventId: event.id, reason: error.message });
      return settle("refused");
    }
    // Else the next try would have to wait until the lease ends.
    await notices.release(key, { holder, now: clock.now() }).catch(() => undefined);
    throw error;
  }
  return settle("sent");
}
