import { changeBySystem } from "../access/account-access.ts";
import { openContact, openPhone } from "../access/sealed-values.ts";
import { recentPolicy } from "../access/organisation-policy.ts";
import type { Account } from "../account/account.ts";
import type { SmsFactor } from "../account/factor.ts";
import type { Instant } from "../account/instant.ts";
import { codeOf, recoveryTold } from "../account/recovery.ts";
import {
  cancelRecovery,
  lapsedBy,
  recoveryAt,
  recoveryEnds,
  type ReminderKind,
  remindersOf,
  phonesToNotify,
} from "../account/recovery-standing.ts";
import { cancelToken, recoveryCode } from "../factors/recovery.ts";
import type { Recovery } from "../account/recovery-state.ts";
import { type Language, languageOf } from "../language/languages.ts";
import type { NoticeKey, RecoveryReminder } from "../ports/notices.ts";
import type { UserKey } from "../ports/stores.ts";
import { recoverySms, reminderMail } from "./recovery-mail.ts";
import { type NoticeOutcome, type NoticeServices, sendOnce } from "./send-once.ts";
import { carriesOwnTexts } from "../settings/settings.ts";

interface PhoneNotice {
  readonly user: UserKey;
  readonly phones: readonly SmsFactor[];
  readonly language: Language;
  /** Names the notice for its claims. */
  readonly name: string;
  readonly kind: Parameters<typeof recoverySms>[0];
  readonly before: Instant;
}

/** One SMS to each phone. No limit of codes counts them: a thief who spends these must not silence a notice. */
export async function notifyPhones(
  services: NoticeServices,
  { user, phones, language, name, kind, before }: PhoneNotice,
): Promise<readonly NoticeOutcome[]> {
  const outcomes: NoticeOutcome[] = [];
  if (phones.length === 0 || !carriesOwnTexts[services.settings.smsProvider]) return outcomes;
  const { issuerName: appName } = await recentPolicy(services, user.tenant);
  const body = recoverySms(kind, { before }, { language, appName });
  for (const phone of phones) {
    const to: NoticeKey["to"] = `phone ${phone.id}`;
    const number = await openPhone(services.vault, user, phone);
    const send = async (): Promise<void> => {
      await services.sms.send({ to: number, body });
    };
    outcomes.push(await sendOnce(services, { eventId: name, to }, name, send));
  }
  return outcomes;
}

/** The delay begins once every channel has had its chance. An outcome that an earlier delivery had is not known any more: all such count as one. */
export async function recoveryIsTold(
  services: NoticeServices,
  user: UserKey,
  outcomes: readonly NoticeOutcome[],
): Promise<void> {
  const sent = outcomes.filter((outcome) => outcome === "sent").length;
  const took = Math.max(sent, outcomes.includes("settled") ? 1 : 0);
  const now = services.clock.now();
  const policy = await recentPolicy(services, user.tenant);
  let waits: Account["recovery"];
  await changeBySystem(services, user, ({ account }) => {
    waits = account.recovery;
    return recoveryTold(account, took, policy, now);
  });
  if (waits?.wait === undefined) return;
  const { account } = await services.accounts.read(user);
  const { recovery } = account;
  if (recovery?.wait === undefined || recovery.id !== waits.id) return;
  const { wait } = recovery;
  const about = { user, recoveryId: recovery.id };
  for (const due of remindersOf(account, policy, { ...recovery, wait }))
    await services.reminders.add({ ...about, ...due });
}

/** An approval after the delay makes it ready at once; before it, the reminder of its time is there already. */
export async function recoveryIsApproved(services: NoticeServices, user: UserKey): Promise<void> {
  const { account } = await services.accounts.read(user);
  const { recovery } = account;
  const now = services.clock.now();
  if (recovery?.wait && recovery.wait.readyAt <= now)
    await services.reminders.add({ user, recoveryId: recovery.id, kind: "ready", at: now });
}

/** Carries out what is due of one recovery; one that is over is put down as such, so that its user hears of it. */
export async function remind(services: NoticeServices, reminder: RecoveryReminder): Promise<readonly NoticeOutcome[]> {
  const { user, recoveryId: id, kind } = reminder;
  const now = services.clock.now();
  const policy = await recentPolicy(services, user.tenant);
  const { account } = await services.accounts.read(user);
  const { recovery } = account;
  if (recovery === undefined || recovery.id !== id) return [];
  if (lapsedBy(account, policy, now) !== null) {
    await changeBySystem(services, user, (state) => {
      const by = lapsedBy(state.account, policy, now);
      return by === null ? { outcome: { ok: true, cancelled: false } } : cancelRecovery(state.account, { by, id });
    });
    return [];
  }
  if (kind === "end") {
    await services.reminders.add({ ...reminder, at: recoveryEnds(account, policy, recovery) });
    return [];
  }
  const standing = recoveryAt(account, policy, now);
  // Somebody may have to approve first: the approval brings the next one. After it is ready, half of the wait is no news.
  const isNews = kind === "ready" ? standing?.state === "ready" : standing?.state === "waiting";
  if (!isNews || standing === null || standing.state === "asked") return [];
  return notifyAll(services, user, account, {
    kind,
    id,
    time: standing.state === "ready" ? standing.expiresAt : standing.readyAt,
  });
}

/** The token stands behind the `#`, which no server gets to see. */
export const cancelUrlOf = async (
  { vault, settings }: Pick<NoticeServices, "vault" | "settings">,
  user: UserKey,
  recovery: Recovery,
): Promise<string> => `${settings.serviceIssuer}/links/cancel-recovery#${await cancelToken(vault, user, recovery)}`;

async function notifyAll(
  services: NoticeServices,
  user: UserKey,
  account: Account,
  { kind, id, time }: { readonly kind: ReminderKind; readonly id: string; readonly time: Instant },
): Promise<readonly NoticeOutcome[]> {
  const { vault, mail } = services;
  const contact = await openContact(vault, user, account);
  const language = languageOf(contact?.language);
  const name = `recovery ${id} ${kind}`;
  const outcomes: NoticeOutcome[] = [];
  if (contact && account.recovery) {
    const code = kind === "ready" ? await recoveryCode(vault, user, codeOf(account.recovery, "complete")) : null;
    const cancelUrl = await cancelUrlOf(services, user, account.recovery);
    const { issuerName: appName } = await recentPolicy(services, user.tenant);
    const text = reminderMail(kind, { time, code, cancelUrl }, { language, appName });
    outcomes.push(
      await sendOnce(services, { eventId: name, to: "known" }, name, async () =>
        mail.send({ to: contact.email, ...text }),
      ),
    );
  }
  const phones = phonesToNotify(account);
  return [...outcomes, ...(await notifyPhones(services, { user, phones, language, name, kind, before: time }))];
}
