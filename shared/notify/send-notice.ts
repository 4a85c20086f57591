import { cancelUrlOf, notifyPhones, recoveryIsApproved, recoveryIsTold } from "./recovery-notices.ts";
import { cancelLinkWords } from "./recovery-mail.ts";
import { daysOfQuiet } from "./notified.ts";
import { noticeMail } from "./notice-mail.ts";
import { type Recipient, recipientsOf } from "./recipients.ts";
import { type NoticeOutcome, type NoticeServices, sendOnce } from "./send-once.ts";
import type { Notice } from "./stream-notice.ts";

/** Notifies a user of one event, once per address, and of a recovery by SMS too. Rejects if a retry may work. */
export async function notifyUser(services: NoticeServices, notice: Notice): Promise<readonly NoticeOutcome[]> {
  const recipients = await recipientsOf(services.vault, notice);
  const outcomes: NoticeOutcome[] = [];
  for (const recipient of recipients) outcomes.push(await notify(services, notice, recipient));
  outcomes.push(...(await notifyPhonesOf(services, notice, recipients)));
  if (notice.event.type === "recovery.waiting" && !outcomes.includes("leased"))
    await recoveryIsTold(services, notice.user, outcomes);
  if (notice.event.type === "recovery.approved") await recoveryIsApproved(services, notice.user);
  return outcomes.length === 0 ? ["no_contact"] : outcomes;
}

const quietName = ({ type }: Notice["event"], { tenant, ref }: Notice["user"]): string => `${type} of ${tenant} ${ref}`;

async function notify(
  services: NoticeServices,
  { event, user, recovery }: Notice,
  { to, email, language }: Recipient,
): Promise<NoticeOutcome> {
  const keptDays = daysOfQuiet(event);
  const key = { to, ...(keptDays === null ? { eventId: event.id } : { eventId: quietName(event, user), keptDays }) };
  const { mail, settings } = services;
  const link =
    event.type === "recovery.waiting" && recovery
      ? { ...cancelLinkWords(language), url: await cancelUrlOf(services, user, recovery) }
      : undefined;
  return sendOnce(services, key, event.id, async () =>
    mail.send({ to: email, ...noticeMail(event, { language, appName: settings.appName, link }) }),
  );
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
