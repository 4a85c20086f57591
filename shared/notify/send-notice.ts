import { type Link, sealLink } from "../access/links.ts";
import { seconds } from "../account/instant.ts";
import { MailRefused } from "../ports/outbound.ts";
import type { MailSender } from "../ports/outbound.ts";
import type { Vault } from "../ports/vault.ts";
import type { Services } from "../runtime/services.ts";
import { daysOfQuiet } from "./notified.ts";
import { noticeMail } from "./notice-mail.ts";
import { type Recipient, recipientsOf } from "./recipients.ts";
import type { Notice } from "./stream-notice.ts";

/**
 * Outcome of a notice: "sent" now, "settled" by an earlier delivery, "refused" by SES for good, "no_contact" to send it to, or "leased":
 * another delivery is sending it, or died while it did.
 */
export type NoticeOutcome = "sent" | "settled" | "refused" | "no_contact" | "leased";

export type NoticeServices = Services & { readonly mail: MailSender };

/** Longer than an invocation may run, so that only a dead one's claim is taken over. */
const leaseSeconds = 120;

/** Notifies a user of one event, once per address. Rejects if a retry may work. */
export async function notifyUser(services: NoticeServices, notice: Notice): Promise<readonly NoticeOutcome[]> {
  const recipients = await recipientsOf(services.vault, notice);
  if (recipients.length === 0) return ["no_contact"];
  const outcomes: NoticeOutcome[] = [];
  for (const recipient of recipients) outcomes.push(await notify(services, notice, recipient));
  return outcomes;
}

/** The fragment stays in the browser: no log of a server has the token. */
const sealedUrl = async (vault: Vault, service: string, link: Link): Promise<string> =>
  `${service}/links/${link.kind}#${await sealLink(vault, link)}`;

const quietName = ({ type }: Notice["event"], { tenant, ref }: Notice["user"]): string => `${type} of ${tenant} ${ref}`;

async function notify(
  { notices, mail, clock, random, settings, telemetry, vault }: NoticeServices,
  { event, user, link }: Notice,
  { to, email, language, acts }: Recipient,
): Promise<NoticeOutcome> {
  const keptDays = daysOfQuiet(event);
  const key = { to, ...(keptDays === null ? { eventId: event.id } : { eventId: quietName(event, user), keptDays }) };
  const holder = Buffer.from(random.bytes(16)).toString("base64url");
  const now = clock.now();
  const claim = await notices.claim(key, { holder, now, until: now + seconds(leaseSeconds) });
  if (claim !== "claimed") return claim;
  const settle = async (outcome: NoticeOutcome): Promise<NoticeOutcome> => {
    // The e-mail is out: a retry of the whole would send a second one.
    await notices.settle(key, clock.now()).catch(() => telemetry.logger.warn("a notice could not be settled"));
    return outcome;
  };
  try {
    const url = link && acts ? await sealedUrl(vault, settings.serviceIssuer, { ...link, user }) : null;
    const about = { language, appName: settings.appName, link: link && url ? { kind: link.kind, url } : null };
    await mail.send({ to: email, ...noticeMail(event, about) });
  } catch (error) {
    if (error instanceof MailRefused) {
      telemetry.logger.warn("a notice was refused", { eventId: event.id, reason: error.message });
      return settle("refused");
    }
    // Otherwise the next try would wait until the lease ends.
    await notices.release(key, { holder, now: clock.now() }).catch(() => undefined);
    throw error;
  }
  return settle("sent");
}
