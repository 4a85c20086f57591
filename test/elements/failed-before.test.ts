import { describe, expect, it } from "vitest";
import { announcement } from "../../web/elements/challenge/effects.ts";
import type { ChallengeState } from "../../web/elements/challenge/state.ts";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import { failedText } from "../../web/elements/challenge/view.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";

await loadLanguage("en");
const english = translatorOf({ language: "en", tag: "en" });
const starting: ChallengeState = { view: "starting", request: { call: "login" }, late: false };
const done = (failedSinceLastLogin: number): ChallengeState =>
  updateChallenge(starting, {
    type: "verified",
    result: { assertion: "a", accessToken: "b", expiresAt: "2026-11-21T10:00:00Z", method: "x", failedSinceLastLogin },
  });

describe("wrong codes before the right one", () => {
  it("are told from three on", () => {
    expect(failedText(english, 2)).toBeNull();
    expect(failedText(english, 3)).toMatch(/^3 wrong codes were tried since your last sign-in\./);
  });

  it("are told to who hears the page, and to the host", () => {
    expect(done(5)).toMatchObject({ view: "done", result: { failedSinceLastLogin: 5 } });
    expect(announcement(english, starting, done(5), 0)).toMatch(/^You are signed in\. 5 wrong codes/);
    expect(announcement(english, starting, done(2), 0)).toBe("You are signed in");
  });
});
