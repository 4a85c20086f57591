import { describe, expect, it } from "vitest";
import type { Problem } from "../../web/elements/api.ts";
import { autoCode, emptyEntry, isLocked, refused, typed } from "../../web/elements/code/code-entry.ts";
import { nextSendAt } from "../../web/elements/code/next-send.ts";
import { readCode } from "../../web/elements/code/typed-code.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;

describe("what was typed", () => {
  it.each(["123456", " 123 456 ", "123-456", "12 34 56\n", "123.456", "１２３４５６", "123–456"])(
    "%j is six digits",
    (text) => {
      expect(readCode(text)).toEqual({ kind: "digits", code: "123456" });
    },
  );

  it.each(["0abc-defg-hjkm", "0ABCDEFGHJKM", "0abc defg hjkm"])("%j is a backup code", (text) => {
    expect(readCode(text)).toEqual({ kind: "backup", code: "0ABCDEFGHJKM" });
  });

  it.each(["", "12345", "1234567", "12345a", "٠١٢٣٤٥", "0abc-defg-hjk", "0abc-defg-hjkmn"])("%j is no code", (text) => {
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

  it("makes room for the next one, and says how many tries are left", () => {
    const entry = refused(typed(emptyEntry, "123456"), wrong(), now);
    expect(entry).toMatchObject({ text: "", error: { code: "invalid_code", attemptsRemaining: 3 }, lock: null });
  });

  it("stays if it is a backup code: the slip in it can be found", () => {
    expect(refused(typed(emptyEntry, "0abc-defg-hjkm"), wrong(), now).text).toBe("0abc-defg-hjkm");
  });

  it("that leaves no try and no time to come back has switched the method off", () => {
    const entry = refused(typed(emptyEntry, "123456"), wrong({ attemptsRemaining: 0 }), now);
    expect(entry).toMatchObject({ lock: "disabled", error: null });
  });

  it("that uses up the tries brings the wait, and only that", () => {
    const entry = refused(typed(emptyEntry, "123456"), wrong({ attemptsRemaining: 0, retryAfter: 30 }), now);
    expect(entry).toMatchObject({ error: null, lock: { until: now + 30_000 } });
  });

  it("of a method that is switched off closes the field for good", () => {
    expect(refused(typed(emptyEntry, "123456"), problem("method_disabled"), now).lock).toBe("disabled");
  });
});

it("an error goes as soon as the text changes", () => {
  const entry = refused(typed(emptyEntry, "123456"), problem("invalid_code"), now);
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
