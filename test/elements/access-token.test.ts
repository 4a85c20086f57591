import type { ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetProofs, ownerOf } from "../../web/elements/base/proofs.ts";
import { StepUpPrompt } from "../../web/elements/step-up/step-up-prompt.ts";

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const needsCode = { password: false, code: true };

function prompt(token = "first-factor") {
  return new StepUpPrompt(host, {
    baseUrl: () => "https://2fa.example.com",
    token: () => () => token,
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

describe("the elements of one page", () => {
  const jwt = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
  const zoe = { iss: "https://login.example.com", sub: "zoë", tenant: "acme", roles: ["admin"] };
  const early = jwt({ ...zoe, iat: 1, exp: 2, jti: "a", auth_time: 1 });
  const later = jwt({ ...zoe, iat: 5, exp: 9, jti: "b", auth_time: 1 });
  beforeEach(() => vi.stubGlobal("document", { baseURI: "https://app.example.com/" }));
  afterEach(() => {
    forgetProofs();
    vi.unstubAllGlobals();
  });

  async function proven(token: string): Promise<StepUpPrompt> {
    const stepUp = prompt(token);
    await stepUp.token();
    stepUp.earned(earned("access"));
    return stepUp;
  }

  it("go on with the access token of a code that was entered in another one", async () => {
    await proven(early);
    expect(await prompt(later).token()).toBe("access");
  });

  it.each([
    ["another user", { ...zoe, sub: "bob" }],
    ["another issuer", { ...zoe, iss: "https://other.example.com" }],
    ["another organisation", { ...zoe, tenant: "umbrella" }],
    ["another role", { ...zoe, roles: [] }],
  ])("never with that of %s", async (_who, claims) => {
    await proven(early);
    expect(await prompt(jwt(claims)).token()).toBe(jwt(claims));
  });

  it("never with one whose token cannot be read", async () => {
    await proven("first-factor");
    expect(await prompt("first-factor").token()).toBe("first-factor");
    for (const token of ["", "a.b", "a.e30.c", jwt([]), jwt({ iss: "x" })]) expect(ownerOf("/", token)).toBeNull();
  });

  it("keep those of two services apart", () => {
    expect(ownerOf("https://one.example.com", early)).not.toBe(ownerOf("https://two.example.com", early));
    expect(ownerOf("/", early)).toBe(ownerOf("https://app.example.com/", later));
  });

  it("drop one that the service refuses in all of them", async () => {
    await proven(early);
    const other = prompt(later);
    await other.token();
    expect(await other.prove({ password: true, code: false, isRefused: true })).toBe(true);
    expect(await other.token()).toBe(later);
    expect(await prompt(later).token()).toBe(later);
  });

  it("never share the token of a password alone", async () => {
    const stepUp = prompt(early);
    await stepUp.token();
    void stepUp.prove({ password: true, code: false });
    stepUp.send({ type: "password-right", token: "of a password", now: Date.now() });
    expect(await prompt(later).token()).toBe(later);
  });

  it("begin anew with each login", async () => {
    await proven(early);
    forgetProofs();
    expect(await prompt(later).token()).toBe(later);
  });
});
