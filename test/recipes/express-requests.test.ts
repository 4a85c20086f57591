import { beforeAll, describe, expect, it, vi } from "vitest";
import { Browser, expressShop, password } from "./express-shop.ts";

const { start, someUser } = await expressShop();
let url = "";
beforeAll(async () => {
  url = await start();
});

const accountStatus = async (browser: Browser) => (await browser.call("GET", "/account")).status;
const enterPassword = async (browser: Browser) => browser.call("POST", "/login", { email: someUser().email, password });

describe("the session's cookie", () => {
  it.each([
    ["development", "session", false],
    ["production", "__Host-session", true],
  ])("in %s", async (environment, name, secure) => {
    vi.stubEnv("NODE_ENV", environment);
    const browser = new Browser(await start());
    await enterPassword(browser);
    const line = browser.setCookies.find((one) => one.startsWith(`${name}=`)) ?? "";
    expect(line).toMatch(/; Path=\/;.*; HttpOnly/);
    expect(line).toContain("; SameSite=Lax");
    expect(line.includes("; Secure")).toBe(secure);
  });

  it("opens nothing after the logout, not even a copy of it", async () => {
    const browser = new Browser(url);
    await enterPassword(browser);
    const copied = new Browser(url);
    for (const [name, value] of browser.cookies) copied.cookies.set(name, value);
    expect(await accountStatus(copied)).toBe(200);
    expect((await browser.call("POST", "/logout")).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    expect(await accountStatus(copied)).toBe(401);
  });
});

describe("a body that is not what it should be", () => {
  it.each([
    ["of another kind", { email: ["a"], password: { $ne: "" } }],
    ["without fields", {}],
    ["endless", { email: "a", password: "x".repeat(9000) }],
  ])("%s is refused", async (_, body) => {
    const { status } = await new Browser(url).call("POST", "/login", body);
    expect([400, 413]).toContain(status);
  });

  it("as another site's form would send it is refused", async () => {
    const body = new URLSearchParams({ email: someUser().email, password });
    expect((await fetch(`${url}/login`, { method: "POST", body })).status).toBe(400);
  });
});
