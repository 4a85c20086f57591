/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { atOnce, outcomeOf, tally } from "../harness/at-once.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme } = world();
const phone = "+41791234501";

/** Guesses that no authenticator app of the person would show now. */
function wrongCodes(person: Person, count: number): readonly string[] {
  const right = [-1, 0, 1].map((steps) => person.totpCode(steps));
  return Array.from({ length: count + right.length }, (_, nth) => String(nth * 3571).padStart(6, "0"))
    .filter((code) => !right.includes(code))
    .slice(0, count);
}

describe("equal codes at once", () => {
  const onlyOneOf = async (times: number, verify: () => Promise<Awaited<ReturnType<Person["verify"]>>>) => {
    const answers = await atOnce(times, verify);
    expect(tally(answers)).toEqual({ 200: 1, code_already_used: times - 1 });
  };

  it("of an authenticator app: one gets in, and no failure is counted", async () => {
    const person = acme.person("totp-twenty");
    await person.hasTotp();
    const code = person.totpCode();
    await onlyOneOf(20, async () => person.verify(code));
    const wrong = await person.verify(person.wrongTotpCode());
    expect(wrong.body["attemptsRemaining"]).toBe(4);
  });

  it("of an SMS: one gets in, and no failure is counted", async () => {
    const person = acme.person("sms-twenty");
    await person.hasSms(phone);
    const { body } = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    const challengeId = String(body["challenge"].id);
    const code = service.lastSmsCode(phone);
    await onlyOneOf(20, async () => person.verify(code, challengeId));
    service.clock.forward(30);
    const again = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    const wrong = await person.verify(code === "000000" ? "111111" : "000000", String(again.body["challenge"].id));
    expect(wrong.body["attemptsRemaining"]).toBe(4);
  });

  it("of the backup codes: one gets in, one code is gone, and no failure is counted", async () => {
    const person = acme.person("backup-ten");
    await person.hasTotp();
    const [code = "", other = ""] = person.backupCodes;
    await onlyOneOf(10, async () => person.verify(code));
    const wrong = await person.verify(`${other.slice(0, -1)}${other.endsWith("0") ? "1" : "0"}`);
    expect(wrong.body["attemptsRemaining"]).toBe(4);
    const next = await person.verify(other);
    expect(next.body["backupCodes"]).toEqual({ remaining: 8 });
  });
});

describe("guesses at once", () => {
  it("50 wrong ones: five are judged, the others wait, and so does the right one", async () => {
    const person = acme.person("guessed");
    await person.hasTotp();
    const codes = wrongCodes(person, 50);
    const answers = await atOnce(50, async (nth) => person.verify(codes[nth] ?? ""));
    expect(tally(answers)).toEqual({ invalid_code: 5, too_many_attempts: 45 });
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("too_many_attempts");
    person.nextStep();
    expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
  });

  it("199 wrong ones with the right one in the middle: it counts only if it is among those judged", async () => {
    const person = acme.person("guessed-right");
    await person.hasTotp();
    const codes = wrongCodes(person, 199).toSpliced(100, 0, person.totpCode());
    const answers = await atOnce(200, async (nth) => person.verify(codes[nth] ?? ""));
    const { 200: accepted = 0, invalid_code: judged = 0, too_many_attempts: refused = 0 } = tally(answers);
    expect(accepted + judged + refused).toBe(200);
    expect(outcomeOf(answers[100] ?? expect.fail())).toBe(accepted === 1 ? "200" : "too_many_attempts");
    // A right code empties the counter: at most four wrong ones went before it, and five more may follow.
    expect(judged).toBeLessThanOrEqual(accepted === 1 ? 9 : 5);
  });

  it("wrong SMS codes for one challenge: five are judged, over the same budget as any other challenge's", async () => {
    const person = acme.person("guessed-sms");
    await person.hasSms("+41791234502");
    const { body } = await person.withPassword("POST", "/v1/login/sms", { body: {} });
    const right = service.lastSmsCode("+41791234502");
    const wrong = Array.from({ length: 40 }, (_, nth) => String(nth).padStart(6, "0")).filter((code) => code !== right);
    const answers = await atOnce(wrong.length, async (nth) =>
      person.verify(wrong[nth] ?? "", String(body["challenge"].id)),
    );
    expect(tally(answers)).toEqual({ invalid_code: 5, too_many_attempts: wrong.length - 5 });
  });
});
