import { afterEach, describe, expect, it, vi } from "vitest";
import type { Problem } from "../../web/elements/api.ts";
import {
  autoCode,
  emptyEntry,
  isLocked,
  nextSendAt,
  refused,
  submission,
  typed,
} from "../../web/elements/code/code-entry.ts";
import { readCode } from "../../shared/factors/typed-code.ts";
import { outcomeOf } from "../../web/elements/base/controllers.ts";
import { others } from "../../web/elements/challenge/view.ts";
import { backupCodes } from "../../web/elements/factors/kinds.ts";
import { codeErrorText } from "../../web/elements/trouble/trouble.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;

describe("a typed text", () => {
  it.each([
    "123456",
    " 123 456 ",
    "123-456",
    "12 34 56\n",
    "123–456",
    "１２３４５６",
    "١٢٣٤٥٦",
    "۱۲۳۴۵۶",
    "१२३४५६",
    "𝟏𝟐𝟑𝟒𝟓𝟔",
    "\u200E123456\u200F",
    "\u2067123\u2069456",
    "12\u200B34\u00AD56\u2060",
    "1\uFE0F23456",
    "Your code is 123456",
    "Your verification code is 123 456. It ends in 10 minutes.",
    "G-123456",
    "123456 is your code.\n\n@shop.example.com #123456",
  ])("%j is six digits", (text) => {
    expect(readCode(text)).toEqual({ kind: "digits", code: "123456" });
  });

  it.each([
    "0abc-defg-hjkm",
    "0ABCDEFGHJKM",
    "0abc defg hjkm",
    "oabc–defg–hjkm",
    "0\u200DABC-DEFG-HJKM",
    "My code: 0ABC-DEFG-HJKM, thanks",
  ])("%j is a backup code", (text) => {
    expect(readCode(text)).toEqual({ kind: "backup", code: "0ABCDEFGHJKM" });
  });

  it.each([
    "",
    "12345",
    "1234567",
    "12345a",
    "0abc-defg-hjk",
    "0abc-defg-hjkmn",
    "Your verification code",
    "123.456",
    "123456 or 654321",
    "0ABC-DEFG-HJKM or 123456",
    "+41 79 123 45 67",
  ])("%j is no code", (text) => {
    expect(readCode(text)).toBeNull();
  });
});

describe("six digits", () => {
  it("go out by themselves, but the same ones never twice", () => {
    const entry = typed(emptyEntry, "123 456");
    expect(autoCode(entry, now)).toBe("123456");
    const sent = { ...entry, autoSent: "123456" };
    expect(autoCode(typed(sent, "123456"), now)).toBeNull();
    expect(autoCode(typed(sent, "123457"), now)).toBe("123457");
  });

  it("wait for the lock", () => {
    const entry = { ...typed(emptyEntry, "123456"), lock: { until: now + 1 } };
    expect(autoCode(entry, now)).toBeNull();
    expect(autoCode(entry, now + 1)).toBe("123456");
    expect(isLocked({ lock: "disabled" }, now + 1e12)).toBe(true);
  });
});

it("a backup code does not go out by itself: its end cannot be seen", () => {
  expect(autoCode(typed(emptyEntry, "0abc-defg-hjkm"), now)).toBeNull();
});

describe("a refused code", () => {
  const wrong = (extra: Partial<Problem> = {}) => problem("invalid_code", { attemptsRemaining: 3, ...extra });

  it("stays, to find the slip in it, and says how many tries are left", () => {
    const entry = refused(typed(emptyEntry, "123456"), "123456", wrong(), now);
    expect(entry).toMatchObject({ text: "123456", error: { code: "invalid_code", attemptsRemaining: 3 }, lock: null });
  });

  it("stays with what was typed while it was checked", () => {
    expect(refused(typed(emptyEntry, "12"), "123456", wrong(), now)).toMatchObject({ text: "12" });
  });

  it("can be sent again if the service did not compare it", () => {
    const entry = refused(typed(emptyEntry, "123456"), "123456", problem("too_many_attempts", { retryAfter: 9 }), now);
    expect(submission(entry, ["digits"])).toEqual({ read: { kind: "digits", code: "123456" } });
  });

  it("that leaves no try and no time to come back has switched the method off", () => {
    const entry = refused(typed(emptyEntry, "123456"), "123456", wrong({ attemptsRemaining: 0 }), now);
    expect(entry).toMatchObject({ lock: "disabled", error: null });
  });

  it("that uses up the tries brings the wait, and only that", () => {
    const entry = refused(typed(emptyEntry, "123456"), "123456", wrong({ attemptsRemaining: 0, retryAfter: 30 }), now);
    expect(entry).toMatchObject({ error: null, lock: { until: now + 30_000 } });
  });

  it("of a method that is switched off closes the field for good", () => {
    expect(refused(typed(emptyEntry, "123456"), "123456", problem("method_disabled"), now).lock).toBe("disabled");
  });
});

it("a code of a neighbouring minute says by how much the phone's clock is off", async () => {
  await loadLanguage("en");
  const said = (clockMinutes: number) => {
    const { error } = refused(
      typed(emptyEntry, "123456"),
      "123456",
      problem("invalid_code", { attemptsRemaining: 4, clockMinutes }),
      now,
    );
    return codeErrorText(translatorOf({ language: "en", tag: "en" }), error);
  };
  expect(said(4)).toMatch(/^Your phone’s clock is about 4 min fast\. .* You have 4 tries left\.$/);
  expect(said(-1)).toContain("about 1 min slow");
});

it("an error goes as soon as the text changes", () => {
  const entry = refused(typed(emptyEntry, "123456"), "123456", problem("invalid_code"), now);
  expect(typed(entry, "1").error).toBeNull();
});

describe("the next SMS", () => {
  const challenge = { id: "chl_1", factorId: "fac_1", sentTo: "+41", expiresAt: "", resendAfter: 30 };
  const at = (instant: number) => ({ ...challenge, resendAt: new Date(instant).toISOString() });

  it("may go when the service says", () => {
    expect(nextSendAt(at(now + 12_000), now)).toBe(now + 12_000);
  });

  it("waits neither longer than its wait nor less than nothing on a device with a wrong clock", () => {
    expect(nextSendAt(at(now + 3_600_000), now)).toBe(now + 30_000);
    expect(nextSendAt(at(now - 3_600_000), now)).toBe(now);
  });
});

it("a wrong shape in the field for backup codes says what they look like", async () => {
  await loadLanguage("en");
  const error = { code: "shape", attemptsRemaining: null } as const;
  const translator = translatorOf({ language: "en", tag: "en" });
  expect(codeErrorText(translator, error, "backupShape")).toBe(
    "Enter one of your backup codes: twelve letters and digits.",
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  ["no connection, where the host's token cannot be fetched", new TypeError("fetch failed"), true, "offline"],
  ["no connection, where the browser has none", new Error("no session"), false, "offline"],
  ["an unexpected failure otherwise", new Error("no session"), true, "unexpected"],
])("a token that rejects is told as %s", async (_, error, onLine, code) => {
  vi.stubGlobal("navigator", { onLine });
  const told = await outcomeOf(
    Promise.reject(error),
    () => "answered",
    (refusal) => refusal.code,
  );
  expect(told).toBe(code);
});

it("another way is none of the one that the user comes from", () => {
  const factor = (id: string, type: string) => ({ id, type, label: type, preferred: false });
  const factors = [factor("a", "totp"), factor("b", "totp"), factor("c", "passkey"), factor("d", "passkey")];
  const ids = (chosen: (typeof factors)[number] | typeof backupCodes) =>
    others({ factors, chosen }).map(({ id }) => id);
  expect(ids(factor("a", "totp"))).toEqual(["b", "c"]);
  expect(ids(factor("d", "passkey"))).toEqual(["a", "b"]);
  expect(ids(backupCodes)).toEqual(["a", "b", "c"]);
});
