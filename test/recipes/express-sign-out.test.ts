import { describe, expect, it } from "vitest";
import { Browser, expressShop, password } from "./express-shop.ts";

const { service, start, someUser } = await expressShop();

const account = async (browser: Browser) => (await browser.call("GET", "/account")).status;
const enterPassword = async (browser: Browser, email: string) => browser.call("POST", "/login", { email, password });

/** A new user with a phone has entered the password again: the code of that login. */
async function withPhone(browser: Browser) {
  const { email, phoneNumber } = someUser();
  await enterPassword(browser, email);
  const { body } = await browser.call("POST", "/second-factor", { phoneNumber });
  const code = service.lastSmsCode(phoneNumber);
  await browser.call("POST", `/second-factor/${String(body["factor"].id)}`, { code });
  await browser.call("POST", "/logout");
  const login = await enterPassword(browser, email);
  return { code: service.lastSmsCode(phoneNumber), challengeId: String(login.body["challenge"].id) };
}

describe("who signs out while Countersign is asked", () => {
  /** A browser, and what makes its user sign out in the middle of the next call. */
  async function leaver() {
    const leaving = { browser: new Browser(""), isDue: false };
    const appUrl = await start({
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (leaving.isDue) await leaving.browser.call("POST", "/logout");
        return response;
      },
    });
    const browser = new Browser(appUrl);
    const leaves = (): void => {
      leaving.browser = new Browser(appUrl);
      for (const [name, value] of browser.cookies) leaving.browser.cookies.set(name, value);
      leaving.isDue = true;
    };
    return { browser, leaves };
  }

  it("stays out at the code", async () => {
    const { browser, leaves } = await leaver();
    const code = await withPhone(browser);
    leaves();
    expect((await browser.call("POST", "/login/code", code)).status).toBe(401);
    expect(await account(browser)).toBe(401);
  });

  it("begins no second step after the password of a step-up", async () => {
    const { browser, leaves } = await leaver();
    expect((await browser.call("POST", "/login/code", await withPhone(browser))).status).toBe(200);
    leaves();
    expect((await browser.call("POST", "/step-up", { password })).status).toBe(401);
    expect(browser.setCookies).toEqual([]);
  });

  it("stays out at the password of a step-up", async () => {
    const { browser, leaves } = await leaver();
    await enterPassword(browser, someUser().email);
    expect(await account(browser)).toBe(200);
    leaves();
    expect((await browser.call("POST", "/step-up", { password })).status).toBe(401);
    expect(await account(browser)).toBe(401);
  });

  it("stays out at a set-up, whose backup codes are shown all the same", async () => {
    const user = someUser();
    const { browser, leaves } = await leaver();
    await enterPassword(browser, user.email);
    const { body } = await browser.call("POST", "/second-factor", { phoneNumber: user.phoneNumber });
    leaves();
    const code = service.lastSmsCode(user.phoneNumber);
    const confirmed = await browser.call("POST", `/second-factor/${String(body["factor"].id)}`, { code });
    expect(confirmed).toMatchObject({ status: 200, body: { next: "login" } });
    expect(confirmed.body["backupCodes"]).toHaveLength(10);
    expect(await account(browser)).toBe(401);
  });
});
