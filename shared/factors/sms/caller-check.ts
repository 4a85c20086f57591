import { type AccountAccess, withPrepared } from "../../access/account-access.ts";
import { openContact, openPhone } from "../../access/sealed-values.ts";
import { type Account, activeOf } from "../../account/account.ts";
import { beginCallerCheck } from "../../account/help-desk.ts";
import type { CallerChannel } from "../../account/help-desk-state.ts";
import { type At, type Outcome, refuse, refused } from "../../account/decision.ts";
import type { SmsFactor } from "../../account/factor.ts";
import type { Instant } from "../../account/instant.ts";
import { kindOf } from "../../account/kinds.ts";
import { callerWords } from "../../language/caller-words.ts";
import { type Language, languageOf } from "../../language/languages.ts";
import { MailRefused, type MailSender, SmsNotSent } from "../../ports/outbound.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import type { SendingServices } from "../flow.ts";
import { callerMail, callerSms } from "./caller-message.ts";
import { claimLimits, limitSpent } from "./limits.ts";
import { maskPhone } from "./send-code.ts";
import { carriesOwnTexts } from "../../settings/settings.ts";

type CallerServices = SendingServices & { readonly mail?: MailSender };

/** Where two words can be sent, and what becomes of it. */
interface Channel {
  readonly sentTo: string;
  /** Absent: an address. */
  readonly phone?: { readonly factor: SmsFactor; readonly e164: string };
  readonly send: (words: string) => Promise<Outcome<object>>;
}

/** The words as they are compared: blanks, dashes and capitals do not count. */
const plain = (words: string): string =>
  words
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, " ")
    .trim();

export const wordsMac = async (vault: Vault, { tenant, ref }: UserKey, words: string): Promise<Uint8Array> =>
  vault.mac({ tenant, purpose: "codes", about: [ref, "caller"] }, Buffer.from(plain(words)));

/** Sends two words to the user whom an admin has on the phone. A number's send counts in the budget of its owner's logins. */
export async function sendCallerWords(
  services: CallerServices,
  account: AccountAccess,
  by: CallerChannel,
  at: At,
): Promise<Outcome<{ readonly sentTo: string; readonly until: Instant }>> {
  const { vault, random } = services;
  const word = (): string => callerWords[random.below(callerWords.length)] ?? "";
  const words = `${word()} ${word()}`;
  const reserved = await account.change<{ readonly until: Instant; readonly channel: Channel }>(async (state) => {
    const channel = await channels[by](services, account.user, state.account, at);
    if (channel === null) return refuse({ code: "no_channel" });
    const { phone } = channel;
    const spent = phone && (await limitSpent(services, { tenant: account.user.tenant, ...phone }, at.now));
    if (spent) return refuse(spent);
    const event = phone && {
      type: "sms.requested" as const,
      data: { ...factsOf(phone.factor), purpose: "caller_check" as const },
    };
    const mac = await wordsMac(vault, account.user, words);
    return withPrepared(beginCallerCheck(state.account, { by, mac, event }, at), async () => ({ channel }));
  });
  if (!reserved.ok) return reserved;
  const { sentTo, send, phone } = reserved.channel;
  const sent = await send(words);
  if (sent.ok) return { ok: true, sentTo, until: reserved.until };
  // The bill counts what was asked for, less what failed. The refusal is the one to report, whatever becomes of this.
  if (phone) await noteFailed(account, phone.factor, sent.refusal.code).catch(() => undefined);
  return sent;
}

const factsOf = (factor: SmsFactor) => ({ factorId: factor.id, ...kindOf(factor).eventFacts(factor) });

const noteFailed = async (account: AccountAccess, factor: SmsFactor, reason: string): Promise<unknown> =>
  account.change((state) => ({
    write: { account: state.account, event: { type: "sms.failed", data: { ...factsOf(factor), reason } } },
    outcome: { ok: true },
  }));

type FindChannel = (services: CallerServices, user: UserKey, account: Account, at: At) => Promise<Channel | null>;

const channels: Readonly<Record<CallerChannel, FindChannel>> = {
  async phone(services, user, account, at) {
    const phones = activeOf(account, "sms");
    const factor = phones.find(({ preferred }) => preferred) ?? phones[0];
    if (factor === undefined || !carriesOwnTexts[services.settings.smsProvider]) return null;
    const e164 = await openPhone(services.vault, user, factor);
    const language = await languageOfUser(services.vault, user, account);
    const phone = { factor, e164 };
    return {
      sentTo: maskPhone(e164),
      phone,
      send: async (words) => sendSms(services, user, { phone, words, language }, at),
    };
  },
  async email({ vault, mail, settings }, user, account) {
    const contact = await openContact(vault, user, account);
    if (contact === null || mail === undefined) return null;
    const { email } = contact;
    return {
      sentTo: maskAddress(email),
      async send(words) {
        try {
          await mail.send({ to: email, ...callerMail(words, languageOf(contact.language), settings.appName) });
          return { ok: true };
        } catch (error) {
          if (!(error instanceof MailRefused)) throw error;
          return refused({ code: "no_channel" });
        }
      },
    };
  },
};

const languageOfUser = async (vault: Vault, user: UserKey, account: Account): Promise<Language> =>
  languageOf((await openContact(vault, user, account))?.language);

async function sendSms(
  services: CallerServices,
  { tenant }: UserKey,
  {
    phone,
    words,
    language,
  }: {
    readonly phone: NonNullable<Channel["phone"]>;
    readonly words: string;
    readonly language: Language;
  },
  { now }: At,
): Promise<Outcome<object>> {
  const claimed = await claimLimits(services, { tenant, ...phone }, now);
  if (!claimed.ok) return claimed;
  try {
    await services.sms.send({ to: phone.e164, body: callerSms(words, language) });
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SmsNotSent)) throw error;
    if (!error.mayHaveLeft) await claimed.giveBack().catch(() => undefined);
    return refused({ code: "sms_delivery_failed" });
  }
}

/** `j•••@e•••.com`: enough for the admin to see whether it is the address that the caller names. */
const maskAddress = (email: string): string => {
  const [local = "", domain = ""] = email.split("@");
  const ending = domain.includes(".") ? domain.slice(domain.lastIndexOf(".")) : "";
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${ending}`;
};
