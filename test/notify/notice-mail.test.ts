import { describe, expect, it } from "vitest";
import { linkWords, noticeMail } from "../../shared/notify/notice-mail.ts";
import { type NotifiedEvent, notifiedTypes } from "../../shared/notify/notified.ts";
import type { Language } from "../../shared/language/languages.ts";
import { wordings } from "../../shared/factors/sms/message.ts";
import { reminderKinds } from "../../shared/account/recovery-standing.ts";
import { mailRecoveryCode, recoverySms, reminderMail } from "../../shared/notify/recovery-mail.ts";
import type { Mail } from "../../shared/ports/outbound.ts";
import { septetsOf } from "../factors/segment.ts";

const languages = Object.keys(wordings) as Language[];
const appName = "Acme Portal";
const about = { id: "evt_AAAAAAAAAAAAAAAAAAAAAA", at: "2026-11-21T13:59:30.123Z" };
const factorId = "fac_BBBBBBBBBBBBBBBBBBBBBB";
const until = "2026-12-24T05:06:07.000Z";
const remaining = (backupCodesRemaining: number) =>
  ({
    ...about,
    type: "login.succeeded",
    data: { method: "backup_code", backupCodesRemaining, failedBefore: 0 },
  }) as const;

/** Every event, with every value that its text depends on. */
const events: readonly NotifiedEvent[] = [
  ...(["totp", "sms", "passkey"] as const).flatMap((factorType): NotifiedEvent[] => [
    { ...about, type: "factor.activated", data: { factorId, factorType, first: true } },
    { ...about, type: "factor.activated", data: { factorId, factorType, first: false } },
    { ...about, type: "factor.removed", data: { factorId, factorType } },
  ]),
  { ...about, type: "two_factor.disabled", data: { factors: 2, backupCodes: 8 } },
  { ...about, type: "backup_codes.regenerated", data: { count: 10 } },
  remaining(9),
  remaining(0),
  { ...about, type: "login.succeeded", data: { method: "backup_code", backupCodesRemaining: 9, failedBefore: 3 } },
  { ...about, type: "login.succeeded", data: { method: "totp", backupCodesRemaining: 9, failedBefore: 12 } },
  ...(["totp", "sms", "backup_code", "enrollment", "bypass_code"] as const).flatMap((method): NotifiedEvent[] => [
    { ...about, type: "method.locked", data: { method, compared: 1, until } },
    { ...about, type: "method.disabled", data: { method, compared: 1 } },
    ...(["admin", "link", "password"] as const).map((by): NotifiedEvent => ({
      ...about,
      type: "method.reopened",
      data: { method, by },
    })),
    { ...about, type: "code.rejected", data: { method, compared: 3, spent: 50, attemptsRemaining: 2 } },
  ]),
  { ...about, type: "contact.changed", data: {} },
  { ...about, type: "account.frozen", data: {} },
  ...(["totp", "sms", "passkey"] as const).map((factorType): NotifiedEvent => ({
    ...about,
    type: "change.undone",
    data: { factorId, factorType, removed: [factorId], backupCodes: 7 },
  })),
  { ...about, type: "passkey.counter_fell", data: { factorId } },
  { ...about, type: "account.reset", data: { factors: 2, backupCodes: 8, reason: "Said <b>so</b> at the desk" } },
  { ...about, type: "account.restored", data: { factors: 1, backupCodes: 7, shut: false } },
  { ...about, type: "account.restored", data: { factors: 1, backupCodes: 7, shut: true } },
  { ...about, type: "device.trusted", data: { deviceId: "dev_CCCCCCCCCCC" } },
  ...(["stale_token", "out_of_step"] as const).map((why): NotifiedEvent => ({
    ...about,
    type: "device.ended",
    data: { deviceId: "dev_CCCCCCCCCCC", why },
  })),
  { ...about, type: "phone.pre_registered", data: {} },
  { ...about, type: "phone.pre_registration_removed", data: {} },
  { ...about, type: "login.succeeded", data: { method: "bypass_code", backupCodesRemaining: 9, failedBefore: 0 } },
  { ...about, type: "bypass_code.issued", data: { hours: 8, reason: "Said <b>so</b> at the desk" } },
  { ...about, type: "recovery.waiting", data: { readyAt: until, needsApproval: true } },
  { ...about, type: "recovery.waiting", data: { readyAt: until, needsApproval: false } },
  { ...about, type: "recovery.approved", data: { reason: "Said <b>so</b> at the desk" } },
  ...(["user", "login", "link", "admin", "time", "contact", "policy", "factor"] as const).map((by): NotifiedEvent => ({
    ...about,
    type: "recovery.cancelled",
    data: { by },
  })),
  { ...about, type: "recovery.completed", data: { factorId, factorType: "passkey" } },
];
const table = events.flatMap((event) => languages.map((language) => [event.type, language, event] as const));
const breaking = /[^\S\u202f](?=[;?!])|[^\S\u00a0](?=[:»])/u;
const foreign: Partial<Record<Language, RegExp>> = { it: /\b(?:lei|su[oa]i?)\b/i, fr: breaking };
const mailOf = (event: NotifiedEvent, language: Language = "en", name = appName) =>
  noticeMail(event, { language, appName: name });
const whole = ({ subject, text, html }: ReturnType<typeof mailOf>): string => [subject, text, html].join("\n");

it("every event that is told is in the table below", () => {
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(notifiedTypes));
});

describe.each(table)("%s in %s", (_, language, event) => {
  const mail = mailOf(event, language);

  it("says what, when in UTC, where and what to do, the same in text and HTML", () => {
    expect(mail.subject).toMatch(/^Acme Portal: \S.{9,}$/);
    const paragraphs = mail.text.split("\n\n");
    expect(paragraphs).toHaveLength(5);
    for (const paragraph of paragraphs) expect(paragraph.length).toBeGreaterThan(4);
    expect(paragraphs[2]).toMatch(/2026.*13:59:30 UTC\n.*: Acme Portal$/);
    expect(mail.html).toContain(`<html lang="${language}">`);
    const shown = mail.html
      .replace(/^[\s\S]*<\/h1>/, "")
      .replaceAll("<br>", "\n")
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll("&#39;", "'");
    const header = /<h1[^>]*>(.*)<\/h1>/.exec(mail.html)?.[1];
    expect(header?.replaceAll("&#39;", "'"), "app and news, at the head").toBe(mail.subject);
    expect(shown.split(/\n+/).filter(Boolean)).toEqual(mail.text.split(/\n+/).filter(Boolean));
  });

  it("leaves no gap, speaks as the pages do, and gives nothing away: no ids, no reason, no link", () => {
    expect(whole(mail)).not.toMatch(/\b(?:undefined|null|NaN)\b|\[object|\$\{|TODO/);
    expect(mail.text).not.toMatch(foreign[language] ?? /^$/);
    expect(whole(mail)).not.toMatch(/evt_|fac_|AAAA|BBBB|at the desk/);
    expect(whole(mail)).not.toMatch(/https?:|www\.|<a\b|<img|<script|<link|@import|url\(|src=|href=/i);
  });
});

describe.each(languages)("a link in %s", (language) => {
  it.each(["changed", "reopen", "cancel-recovery"] as const)("of kind %s stands alone on its line", (kind) => {
    const url = `https://api.example.com/links/${kind}#lnk_AbC-_`;
    const removed = { ...about, type: "factor.removed", data: { factorId, factorType: "totp" } } as const;
    const mail = noticeMail(removed, { language, appName, link: { ...linkWords(language, kind), url } });
    expect(mail.text.split("\n").filter((line) => line.includes("http"))).toEqual([url]);
    expect(mail.html.split("\n").filter((line) => line.includes("http"))).toEqual([
      `<p><a ses:no-track href="${url}">${url}</a></p>`,
    ]);
    const paragraphs = mail.text.split("\n\n");
    expect(paragraphs).toHaveLength(7);
    expect(paragraphs.at(-1)).not.toBe(mailOf(removed, language).text.split("\n\n").at(-1));
  });
});

describe("no two", () => {
  it.each(events.map((event) => [event.type, event] as const))("languages say %s alike", (_, event) => {
    expect(new Set(languages.map((language) => mailOf(event, language).subject)).size).toBe(languages.length);
    for (const nth of [0, 1, 3, 4]) {
      const parts = languages.map((language) => mailOf(event, language).text.split("\n\n")[nth]);
      expect(new Set(parts).size).toBe(languages.length);
    }
  });

  it.each(languages)("events say the same in %s", (language) => {
    const happened = events.map((event) => mailOf(event, language).text.split("\n\n")[1]);
    expect(new Set(happened).size).toBe(events.length);
  });
});

it.each(languages)("few backup codes are named as such from three on, in %s", (language) => {
  const [four, three, none] = [4, 3, 0].map((left) => mailOf(remaining(left), language));
  expect(three?.subject).not.toBe(four?.subject);
  expect(three?.subject).toBe(none?.subject);
  expect(four?.text).toMatch(/: 4\.$/m);
  expect(three?.text).toMatch(/: 3\. \S+/);
  expect(none?.text).toMatch(/: 0\. \S+/);
});

it.each(languages)(
  "a restore says which of the two it was in its subject, its text and its advice, in %s",
  (language) => {
    const [open, shut] = [false, true].map((one) =>
      mailOf({ ...about, type: "account.restored", data: { factors: 1, backupCodes: 7, shut: one } }, language),
    );
    expect(open?.subject).not.toBe(shut?.subject);
    for (const nth of [1, 3]) expect(open?.text.split("\n\n")[nth]).not.toBe(shut?.text.split("\n\n")[nth]);
  },
);

it.each(languages)("a lock says until when, in %s", (language) => {
  expect(
    mailOf({ ...about, type: "method.locked", data: { method: "totp", compared: 1, until } }, language).text,
  ).toMatch(/24.*2026.*0?5:06:07 UTC/);
});

it("a name full of HTML stays a name", () => {
  const { html, text, subject } = mailOf(remaining(9), "en", `<img src=x onerror="alert(1)">&'</title>`);
  const escaped = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;&lt;/title&gt;";
  expect(html).not.toContain("<img");
  expect(html.match(/<\/title>/g)).toHaveLength(1);
  expect(html.split(escaped)).toHaveLength(4);
  for (const plain of [text, subject]) expect(plain).toContain(`<img src=x onerror="alert(1)">&'</title>`);
});

describe("a recovery's own messages", () => {
  const code = "0ABC-DEFG-HJKM";
  const cancelUrl = "https://api.example.com/links/cancel-recovery#lnk_AbC-_";
  const time = Date.parse(until);
  const codeMail = async (which: "confirm" | "complete", language: Language): Promise<Mail> => {
    const sent: Mail[] = [];
    const send = async (mail: Mail): Promise<void> => void sent.push(mail);
    await mailRecoveryCode({ send }, "ada@example.com", which, { code, until: time }, { language, appName });
    return sent[0] ?? { to: "", subject: "", text: "", html: "" };
  };
  const linesOf = ({ text }: Pick<Mail, "text">): readonly string[] => text.split("\n");

  it.each(languages)("bring code and link alone on their lines, and say until when, in %s", async (language) => {
    for (const which of ["confirm", "complete"] as const) {
      const mail = await codeMail(which, language);
      expect(linesOf(mail).filter((line) => line.includes(code))).toEqual([code]);
      expect(mail.text).toMatch(/24.*2026.*0?5:06:07 UTC/);
      expect(mail.text).not.toMatch(/https?:/);
    }
    for (const kind of reminderKinds) {
      const brought = kind === "ready" ? code : null;
      const mail = reminderMail(kind, { time, code: brought, cancelUrl }, { language, appName });
      expect(mail.subject).toMatch(/^Acme Portal: \S.{9,}$/);
      expect(linesOf(mail).filter((line) => line.includes(code))).toEqual(kind === "ready" ? [code] : []);
      expect(linesOf(mail).filter((line) => line.includes("http"))).toEqual([cancelUrl]);
      expect(mail.text).toMatch(/24.*2026.*0?5:06:07 UTC/);
      expect(whole(mail)).not.toMatch(/\b(?:undefined|null|NaN)\b|\[object|\$\{|TODO/);
    }
  });

  const smsKinds = ["waiting", "half-way", "ready", "done"] as const;

  it.each(languages)(
    "are SMS of one segment with the longest name and time, without link or code, in %s",
    (language) => {
      const longest = "The Investment Application of the Bank";
      const times = Array.from({ length: 366 }, (_, day) => time + day * 86_400_000);
      for (const kind of smsKinds)
        for (const before of kind === "waiting" ? times : [time]) {
          const text = recoverySms(kind, { before }, { language, appName: longest });
          expect(septetsOf(text), text).toBeLessThanOrEqual(160);
          expect(text).toContain("The Investment Appli");
          expect(text).not.toMatch(/https?:|undefined|\s\s/);
        }
      const texts = smsKinds.map((kind) => recoverySms(kind, { before: time }, { language, appName }));
      expect(texts[0]).toMatch(/24.*0?5:06.*UTC/);
      expect(new Set(texts).size).toBe(3);
    },
  );

  it.each(languages)("are whole sentences where GSM-7 cannot write the name, in %s", (language) => {
    for (const kind of smsKinds) {
      const named = recoverySms(kind, { before: time }, { language, appName: "Acme" });
      const nameless = recoverySms(kind, { before: time }, { language, appName: "Банк" });
      expect(nameless).toBe(named.replace(/ (at |bei )?Acme/, ""));
    }
  });

  it("are no two languages' alike", async () => {
    const alike = async (text: (language: Language) => Promise<string> | string) =>
      languages.length - new Set(await Promise.all(languages.map(async (language) => text(language)))).size;
    for (const which of ["confirm", "complete"] as const)
      expect(await alike(async (language) => (await codeMail(which, language)).text)).toBe(0);
    for (const kind of reminderKinds) {
      const brought = { time, code: null, cancelUrl };
      expect(await alike((language) => reminderMail(kind, brought, { language, appName }).text)).toBe(0);
      expect(await alike((language) => recoverySms(kind, { before: time }, { language, appName }))).toBe(0);
    }
  });
});
