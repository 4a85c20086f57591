import { type Link, sealLink } from "../access/links.ts";
import { recentPolicy } from "../access/organisation-policy.ts";
import { cancelUrlOf, notifyPhones, recoveryIsApproved, recoveryIsTold } from "./recovery-notices.ts";
import { cancelLinkWords } from "./recovery-mail.ts";
import { daysOfQuiet } from "./notified.ts";
import { linkWords, type MailLink, noticeMail } from "./notice-mail.ts";
import { type Recipient, recipientsOf } from "./recipients.ts";
import { type NoticeOutcome, type NoticeServices, sendOnce } from "./send-once.ts";
import type { Notice, StreamNotice } from "./stream-notice.ts";
import { describeFailure } from "../runtime/failure.ts";
import { SealBroken } from "../ports/vault.ts";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Outbound } from "../runtime/services.ts";

/** Notifies a user of one event, once per address, and of a recovery by SMS too. Rejects if a retry may work. */
async function notifyUser(services: NoticeServices, notice: Notice): Promise<readonly NoticeOutcome[]> {
  const recipients = await recipientsOf(services.vault, notice);
  const outcomes: NoticeOutcome[] = [];
  for (const recipient of recipients) outcomes.push(await notify(services, notice, recipient));
  outcomes.push(...(await notifyPhonesOf(services, notice, recipients)));
  if (notice.event.type === "recovery.waiting" && !outcomes.includes("leased"))
    await recoveryIsTold(services, notice.user, outcomes);
  if (notice.event.type === "recovery.approved") await recoveryIsApproved(services, notice.user);
  return outcomes.length === 0 ? ["no_contact"] : outcomes;
}

/** The fragment stays in the browser: no log of a server has the token. */
const sealedUrl = async ({ vault, settings }: NoticeServices, link: Link): Promise<string> =>
  `${settings.serviceIssuer}/links/${link.kind}#${await sealLink(vault, link)}`;

const quietName = ({ type }: Notice["event"], { tenant, ref }: Notice["user"]): string => `${type} of ${tenant} ${ref}`;

/** A recovery is ended by everybody who can reach the user; what else acts goes to the address that was known longest. */
async function linkFor(
  services: NoticeServices,
  { event, user, link, recovery }: Notice,
  { language, acts }: Recipient,
): Promise<MailLink | undefined> {
  if (event.type === "recovery.waiting" && recovery)
    return { ...cancelLinkWords(language), url: await cancelUrlOf(services, user, recovery) };
  return link && acts
    ? { ...linkWords(language, link.kind), url: await sealedUrl(services, { ...link, user }) }
    : undefined;
}

async function notify(services: NoticeServices, notice: Notice, recipient: Recipient): Promise<NoticeOutcome> {
  const { event, user } = notice;
  const { to, email, language } = recipient;
  const keptDays = daysOfQuiet(event);
  const key = { to, ...(keptDays === null ? { eventId: event.id } : { eventId: quietName(event, user), keptDays }) };
  return sendOnce(services, key, event.id, async () => {
    // The page behind the link, the SMS and the app itself bear the name that the organisation chose.
    const { issuerName: appName } = await recentPolicy(services, user.tenant);
    const link = await linkFor(services, notice, recipient);
    await services.mail.send({ to: email, ...noticeMail(event, { language, appName, link }) });
  });
}

async function notifyPhonesOf(
  services: NoticeServices,
  { user, event, phones = [] }: Notice,
  [first]: readonly Recipient[],
): Promise<readonly NoticeOutcome[]> {
  const language = first?.language ?? "en";
  switch (event.type) {
    case "recovery.waiting": {
      const about = { kind: "waiting", before: Date.parse(event.data.readyAt) } as const;
      return notifyPhones(services, { user, phones, language, name: event.id, ...about });
    }
    case "recovery.completed":
      return notifyPhones(services, { user, phones, language, name: event.id, kind: "done", before: 0 });
    default:
      return [];
  }
}

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

/** Metrics for alarms: e-mails sent, refused for good or without a contact, and records that come again. */
export function reportNotices({ metrics }: Pick<Outbound, "metrics">, { outcomes, left }: Notified): void {
  const count = (outcome: Notified["outcomes"][number]): number => outcomes.filter((one) => one === outcome).length;
  const counts = Object.entries({
    NoticesSent: count("sent"),
    NoticesRefused: count("refused"),
    NoticesWithoutContact: count("no_contact"),
    NoticesLeft: left.length,
  }).filter(([, value]) => value > 0);
  for (const [name, value] of counts) metrics.addMetric(name, MetricUnit.Count, value);
  if (counts.length > 0) metrics.publishStoredMetrics();
}
