import { isoTime, type Instant } from "../account/instant.ts";
import type { RecoveryCode } from "../account/recovery.ts";
import type { ReminderKind } from "../account/recovery-standing.ts";
import { smsText } from "../factors/sms/message.ts";
import type { Language } from "../language/languages.ts";
import { type Mail, MailRefused, type MailSender } from "../ports/outbound.ts";
import { mailOf, timeFor } from "./notice-mail.ts";
import { type RecoveryWording, recoveryWordings } from "./wordings/recovery.ts";

const wordings: Readonly<Record<Language, RecoveryWording>> = recoveryWordings;

interface Reader {
  readonly language: Language;
  readonly appName: string;
}

/** Mails a code, which stands alone on its line. False if the provider will never take the address; rejects if a retry may work. */
export async function mailRecoveryCode(
  mail: MailSender,
  to: string,
  of: RecoveryCode["of"],
  { code, until }: { readonly code: string; readonly until: Instant },
  reader: Reader,
): Promise<boolean> {
  const { codes, closing } = wordings[reader.language];
  const { subject, before, after } = codes[of](timeFor(reader.language, isoTime(until)));
  try {
    await mail.send({ to, ...mailOf(reader, subject, [[before], [code], [after]], { closing }) });
    return true;
  } catch (error) {
    if (error instanceof MailRefused) return false;
    throw error;
  }
}

/** The words around a link that ends a recovery. */
export function cancelLinkWords(language: Language): { readonly before: string; readonly closing: string } {
  const { cancelLink, closing } = wordings[language];
  return { before: cancelLink, closing };
}

/** Notice while a recovery waits. `time`: half-way, when it can be done; once it is ready, until when. `code` comes with the latter. */
export function reminderMail(
  kind: ReminderKind,
  { time, code, cancelUrl }: { readonly time: Instant; readonly code: string | null; readonly cancelUrl: string },
  reader: Reader,
): Omit<Mail, "to"> {
  const { halfWay, ready, readyCode, cancelLink, closing } = wordings[reader.language];
  const written = timeFor(reader.language, isoTime(time));
  const { subject, happened, advice } = kind === "ready" ? ready(written) : halfWay(written);
  const ofCode = code === null ? [] : [[readyCode], [code]];
  return mailOf(reader, subject, [[happened], ...ofCode, [advice]], { before: cancelLink, url: cancelUrl, closing });
}

/** Without a link: a phone in other hands must not end anything. `before`: the time until which a login ends it. */
export function recoverySms(
  kind: "waiting" | ReminderKind | "done",
  { before }: { readonly before: Instant },
  { language, appName }: Reader,
): string {
  const { sms } = wordings[language];
  const time = new Intl.DateTimeFormat(language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
    timeZoneName: "short",
  }).format(before);
  const { at, waiting, ready, done } = sms;
  return smsText((name) => {
    const app = name === null ? "" : at(name);
    switch (kind) {
      case "waiting":
      case "half-way":
        return waiting(app, time);
      case "ready":
        return ready(app);
      case "done":
        return done(app);
    }
  }, appName);
}
