import { describe, expect, it } from "vitest";
import { noUndo, type UndoMessage, type UndoState, updateUndo } from "../../web/elements/undo/update.ts";
import { emptyOverview, updateSettings } from "../../web/elements/settings/update.ts";
import { now } from "./challenge-examples.ts";
import { problem } from "./problem.ts";

const from = (...messages: readonly UndoMessage[]): UndoState => messages.reduce(updateUndo, noUndo);
const begun: readonly UndoMessage[] = [{ type: "opened" }, { type: "begin", now }];
const refuse = (...args: Parameters<typeof problem>): UndoMessage => ({
  type: "refused",
  problem: problem(...args),
  now,
});
const app: UndoMessage = { type: "looked", removal: { type: "totp" } };
const code: UndoMessage = { type: "typed", text: "123456" };
const submit: UndoMessage = { type: "submitted", now };

describe("the link of an e-mail about a removed method", () => {
  it("does nothing before the user presses", () => {
    expect(from({ type: "opened" })).toMatchObject({ view: "intro", request: null });
    expect(from(...begun)).toMatchObject({ request: { call: "look" } });
  });

  it("needs the password", () => {
    expect(from(...begun, { type: "unconfirmed" })).toMatchObject({ view: "intro", request: null });
    expect(from(...begun, app, code, submit, refuse("insufficient_user_authentication"))).toMatchObject({
      view: "intro",
      trouble: { code: "insufficient_user_authentication" },
    });
  });

  it("takes a code of the removed app", () => {
    const proving = from(...begun, app, code, submit);
    expect(proving).toMatchObject({ view: "proof", request: { call: "prove", code: "123456" } });
    expect(updateUndo(proving, submit)).toBe(proving);
    expect(updateUndo(proving, { type: "undone" })).toMatchObject({ view: "done", removal: null });
  });

  it("keeps a wrong code in its field", () => {
    expect(from(...begun, app, code, submit, refuse("invalid_code", { attemptsRemaining: 3 }))).toMatchObject({
      view: "proof",
      entry: { text: "123456", error: { code: "invalid_code", attemptsRemaining: 3 } },
    });
  });

  it("has the browser ask for the removed passkey", () => {
    const publicKey = {
      challenge: "AAAA",
      rpId: "example.com",
      allowCredentials: [],
      userVerification: "preferred",
      timeout: 300_000,
    };
    const asking = from(...begun, { type: "looked", removal: { type: "passkey", publicKey } }, submit);
    expect(asking).toMatchObject({ request: { call: "ceremony", publicKey } });
    expect(updateUndo(asking, { type: "ceremony-ended" })).toMatchObject({ view: "proof", request: null });
  });

  it.each([
    ["challenge_expired", "over"],
    ["not_found", "unknown"],
  ] as const)("%s is %s", (refusal, view) => {
    expect(from(...begun, refuse(refusal))).toMatchObject({ view, request: null });
  });
});

describe("the settings", () => {
  const ready = emptyOverview(
    {
      enabled: true,
      required: false,
      canDisable: true,
      factors: [],
      backupCodes: null,
      preRegisteredPhone: null,
      policy: { factorTypes: ["totp"], phoneRegistration: "self", trustedDevices: { days: 0 } },
    },
    { state: "waiting" },
  );

  it("end a recovery that is under way", () => {
    const ending = updateSettings(ready, { type: "end-recovery" });
    expect(ending).toMatchObject({ request: { call: "endRecovery" } });
    expect(updateSettings(ending, { type: "recovery-ended" })).toMatchObject({
      recovery: null,
      done: "recoveryEnded",
      request: null,
    });
  });

  it("say until when a frozen account's changes wait", () => {
    const making = updateSettings({ ...ready, page: { name: "regenerate" } }, { type: "submitted", now });
    const frozen = updateSettings(making, {
      type: "refused",
      problem: problem("account_frozen", { retryAfter: 86_400 }),
      now,
    });
    expect(frozen).toMatchObject({ trouble: { code: "account_frozen", until: now + 86_400_000 } });
  });
});
