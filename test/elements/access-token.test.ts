import type { ReactiveControllerHost } from "lit";
import { describe, expect, it } from "vitest";
import { StepUpPrompt } from "../../web/elements/step-up/step-up-prompt.ts";

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const needsCode = { password: false, code: true };

function prompt() {
  return new StepUpPrompt(host, {
    token: () => () => "first-factor",
    reauthenticate: () => null,
    asksCode: () => true,
    onTokenNeeded: () => undefined,
    onChange: () => undefined,
  });
}
const earned = (accessToken: string | null) => ({
  assertion: "assertion",
  accessToken,
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
});

describe("the access token", () => {
  it("takes the place of the host's token for calls, and never for the login behind a code", async () => {
    const stepUp = prompt();
    const proven = stepUp.prove(needsCode);
    stepUp.earned(earned("access"));
    expect(await proven).toBe(true);
    expect(await stepUp.token()).toBe("access");
    void stepUp.prove(needsCode);
    expect(await stepUp.codeToken()).toBe("first-factor");
  });

  it("that the service refuses is dropped for the host's", async () => {
    const stepUp = prompt();
    stepUp.earned(earned("access"));
    expect(await stepUp.prove({ password: true, code: false, isRefused: true })).toBe(true);
    expect(await stepUp.token()).toBe("first-factor");
  });

  it("is never the assertion", async () => {
    const stepUp = prompt();
    stepUp.earned(earned(null));
    expect(await stepUp.token()).toBe("first-factor");
  });

  it("that the app's logins do not bring is asked for with one code, not with a second", async () => {
    const stepUp = prompt();
    const proven = stepUp.prove(needsCode);
    stepUp.earned(earned(null));
    expect(await proven).toBe(false);
    expect(stepUp.isElsewhere).toBe(true);
    expect(await stepUp.prove(needsCode)).toBe(false);
    expect(stepUp.state.view).toBe("idle");
  });
});
