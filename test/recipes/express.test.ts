import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Person } from "../harness/person.ts";
import { Browser, password, expressShop } from "./express-shop.ts";

const { service, start, someUser } = await expressShop();
let url = "";
beforeAll(async () => {
  url = await start();
});
afterEach(() => void vi.useRealTimers());

type User = ReturnType<typeof someUser>;
const account = async (browser: Browser) => (await browser.call("GET", "/account")).status;
const enterPassword = async (browser: Browser, { email }: User) => browser.call("POST", "/login", { email, password });

/** Code that the user types in after the SMS has come. */
async function codeFor(browser: Browser, user: User) {
  const { body } = await enterPassword(browser, user);
  return { code: service.lastSmsCode(user.phoneNumber), challengeId: String(body["challenge"].id) };
}

async function optIn(browser: Browser, { phoneNumber }: User) {
  const { body } = await browser.call("POST", "/second-factor", { phoneNumber });
  return browser.call("POST", `/second-factor/${String(body["factor"].id)}`, {
    code: service.lastSmsCode(phoneNumber),
  });
}

async function userWithPhone(given: Parameters<typeof someUser>[0] = {}): Promise<User> {
  const user = someUser(given);
  const browser = new Browser(url);
  await enterPassword(browser, user);
  await optIn(browser, user);
  return user;
}

describe("the password", () => {
  it("lets those in who have no second step and need none", async () => {
    const browser = new Browser(url);
    expect(await enterPassword(browser, someUser())).toEqual({ status: 200, body: { next: "account" } });
    expect((await browser.call("GET", "/account")).body["secondFactor"]).toBe(false);
    expect((await browser.call("GET", "/payouts")).body).toEqual({ code: "second_factor_needed" });
  });

  it.each([
    ["wrong", { password: `${password}!` }],
    ["of nobody", { email: "nobody@example.com" }],
  ])("%s opens nothing and does not say why", async (_, wrong) => {
    const browser = new Browser(url);
    const answer = await browser.call("POST", "/login", { email: someUser().email, password, ...wrong });
    expect(answer).toEqual({ status: 401, body: { code: "wrong_password" } });
    expect(browser.setCookies).toEqual([]);
    expect(await account(browser)).toBe(401);
  });
});

describe("the second step", () => {
  it("is switched on with a phone, which brings ten backup codes and a session under another name", async () => {
    const user = someUser();
    const browser = new Browser(url);
    await enterPassword(browser, user);
    const before = browser.cookies.get("session");
    const { body } = await optIn(browser, user);
    expect(body).toMatchObject({ next: "account", backupCodes: expect.objectContaining({ length: 10 }) });
    expect(browser.cookies.get("session")).not.toBe(before);
    expect((await browser.call("GET", "/account")).body).toEqual({ email: user.email, secondFactor: true });
    expect((await browser.call("GET", "/payouts")).status).toBe(200);
  });

  it("comes before the session: neither the password nor a wrong code opens anything", async () => {
    const user = await userWithPhone();
    const browser = new Browser(url);
    const { body } = await enterPassword(browser, user);
    expect(body).toMatchObject({ next: "challenge", factors: [{ type: "sms" }] });
    expect(JSON.stringify(body)).not.toContain('"eyJ');
    expect([...browser.cookies.keys()]).toEqual(["login"]);
    const challengeId = String(body["challenge"].id);
    const right = service.lastSmsCode(user.phoneNumber);
    const wrong = right === "000000" ? "000001" : "000000";
    const refused = await browser.call("POST", "/login/code", { code: wrong, challengeId });
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid_code", attemptsRemaining: 4 } });
    expect([await account(browser), (await browser.call("GET", "/payouts")).status]).toEqual([401, 401]);
    expect((await browser.call("POST", "/step-up", { password })).status).toBe(401);

    expect((await browser.call("POST", "/login/code", { code: right, challengeId })).body).toEqual({ next: "account" });
    expect((await browser.call("GET", "/account")).body["secondFactor"]).toBe(true);
    expect([...browser.cookies.keys()]).toEqual(["session"]);
  });

  it("needs the password first", async () => {
    const { status } = await new Browser(url).call("POST", "/login/code", { code: "123456" });
    expect(status).toBe(401);
  });

  it("is set up at the login where the organisation requires it", async () => {
    const admin = new Person(service, "admin@example.com");
    await admin.hasSms("+41791009999");
    const { body: policy } = await admin.withAccess("GET", "/v1/admin/policy");
    const version: unknown = policy["version"];
    await admin.withAccess("PUT", "/v1/admin/policy", { body: { version, required: true } });
    const user = someUser({ tenant: "acme" });
    const browser = new Browser(url);
    expect((await enterPassword(browser, user)).body["next"]).toBe("enroll");
    expect(await account(browser)).toBe(401);
    expect((await optIn(browser, user)).body["next"]).toBe("account");
    expect(await account(browser)).toBe(200);
  });
});

describe("an assertion that came in the place of the right one", () => {
  /** An app between which and the service somebody sits; `swap` says what `/v1/login/verify` answers in the place of an assertion. */
  async function tampered(swap: (assertion: string) => string): Promise<string> {
    return start({
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (!response.url.endsWith("/v1/login/verify") || !response.ok) return response;
        const body = (await response.json()) as { assertion: string };
        return Response.json({ ...body, assertion: swap(body.assertion) });
      },
    });
  }
  async function refusedAt(appUrl: string, user: User): Promise<void> {
    const browser = new Browser(appUrl);
    const answer = await browser.call("POST", "/login/code", await codeFor(browser, user));
    expect(answer).toEqual({ status: 401, body: { code: "not_signed_in" } });
    expect(await account(browser)).toBe(401);
  }

  it("and was used before starts no second session", async () => {
    const user = await userWithPhone();
    let first: string | undefined;
    const appUrl = await tampered((assertion) => (first ??= assertion));
    const browser = new Browser(appUrl);
    expect((await browser.call("POST", "/login/code", await codeFor(browser, user))).status).toBe(200);
    await refusedAt(appUrl, user);
    expect(await account(browser)).toBe(200);
  });

  it.each([
    ["another user's", {}],
    ["of a user of the same id in another organisation", { id: "twin" }],
  ])("and is %s starts no session", async (_, given) => {
    const [user, other] = [await userWithPhone(given), await userWithPhone({ ...given, tenant: "beech" })];
    let others = "";
    const theirs = await tampered((assertion) => (others = assertion));
    const browser = new Browser(theirs);
    await browser.call("POST", "/login/code", await codeFor(browser, other));
    expect(others).toMatch(/^eyJ/);
    await refusedAt(await tampered(() => others), user);
  });

  it("and says that only the password was right starts no session", async () => {
    const user = someUser();
    let alone = "";
    const appUrl = await start({
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (response.url.endsWith("/v1/login") && alone === "")
          alone = String(((await response.clone().json()) as { assertion: unknown }).assertion);
        return response;
      },
    });
    const browser = new Browser(appUrl);
    await enterPassword(browser, user);
    await optIn(browser, user);
    await refusedAt(await tampered(() => alone), user);
  });

  it("and was made on the word of another issuer, whose users have the same ids, starts no session", async () => {
    const appUrl = await start({ issuerId: "another" });
    const browser = new Browser(appUrl);
    expect((await enterPassword(browser, someUser())).body).toEqual({ code: "not_signed_in" });
    expect(await account(browser)).toBe(401);
  });
});

it("while Countersign is down nobody gets in, whoever has the password", async () => {
  const browser = new Browser(await start({ fetch: () => Promise.reject(new Error("down")) }));
  expect(await enterPassword(browser, someUser())).toEqual({ status: 503, body: { code: "second_step_unavailable" } });
  expect(await account(browser)).toBe(401);
});

describe("the sensitive page, minutes after the password,", () => {
  async function signedInLongAgo() {
    const user = someUser();
    const browser = new Browser(url);
    await enterPassword(browser, user);
    const { body } = await optIn(browser, user);
    expect((await browser.call("GET", "/payouts")).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 400_000 });
    return { user, browser, backupCode: String(body["backupCodes"][0]) };
  }

  it("asks for the password and a code again, and the rest stays open", async () => {
    const { user, browser } = await signedInLongAgo();
    expect(await browser.call("GET", "/payouts")).toEqual({ status: 401, body: { code: "step_up" } });
    expect(await account(browser)).toBe(200);
    expect((await browser.call("POST", "/step-up", { password: "wrong" })).status).toBe(401);

    const { body } = await browser.call("POST", "/step-up", { password });
    expect((await browser.call("GET", "/payouts")).status).toBe(401);
    expect(await account(browser)).toBe(200);
    const challengeId = String(body["challenge"].id);
    await browser.call("POST", "/login/code", { code: service.lastSmsCode(user.phoneNumber), challengeId });
    expect((await browser.call("GET", "/payouts")).status).toBe(200);
  });

  it("stays closed to a code alone", async () => {
    const { browser, backupCode } = await signedInLongAgo();
    const answer = await browser.call("POST", "/login/code", { code: backupCode });
    expect(answer).toEqual({ status: 401, body: { code: "not_signed_in" } });
    expect((await browser.call("GET", "/payouts")).status).toBe(401);
  });
});
