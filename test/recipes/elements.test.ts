import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { elementsApp } from "../../docs/recipes/elements/app.ts";
import { firstFactor } from "../../docs/recipes/express/first-factor.ts";
import { hashOf } from "../../docs/recipes/express/passwords.ts";
import { secondStep } from "../../docs/recipes/express/second-step.ts";
import type { User } from "../../docs/recipes/express/user.ts";
import { systemClock } from "../../shared/runtime/services.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";
import { Browser, password } from "./express-shop.ts";

const issuer = "https://shop.example";
const key = await firstFactor({ issuer, audience: "shop" });
const service = runningService({
  clock: systemClock,
  issuers: [issuerSchema.parse({ id: "shop", issuer, audience: "shop", jwks: key.jwks, tenantClaim: "tenant" })],
});
const elementsFolder = mkdtempSync(join(tmpdir(), "elements-"));
const users = new Map<string, User>();
/** Step of somebody else, before the app has read an assertion to its end. */
let meanwhile = async (): Promise<void> => {};
let server: Server;
let url = "";
beforeAll(async () => {
  writeFileSync(join(elementsFolder, "countersign.js"), "export {};");
  const passwordHash = await hashOf(password);
  for (const id of ["ada", "bob"])
    users.set(`${id}@example.com`, { id, email: `${id}@example.com`, tenant: "larch", passwordHash });
  const countersign = secondStep({ url: service.url, issuerId: "shop" }, key);
  const prove: typeof countersign.prove = async (...given) => {
    const proof = await countersign.prove(...given);
    await meanwhile();
    return proof;
  };
  const app = elementsApp(users, key, { ...countersign, prove }, { countersignUrl: service.url, elementsFolder });
  server = await new Promise<Server>((resolve) => {
    const started = app.listen(0, "127.0.0.1", () => resolve(started));
  });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(elementsFolder, { recursive: true });
});

const enterPassword = async (name: string): Promise<Browser> => {
  const browser = new Browser(url);
  expect((await browser.call("POST", "/login", { email: `${name}@example.com`, password })).status).toBe(204);
  return browser;
};
const tokenOf = async (browser: Browser) => String((await browser.call("POST", "/token")).body["token"]);
const account = async (browser: Browser) => browser.call("GET", "/account");

describe("the login page with the elements", () => {
  it("is served under a policy without inline code, and brings the elements", async () => {
    const { headers } = await fetch(url);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self';/);
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
    for (const path of ["/page.js", "/page.css", "/elements/countersign.js"])
      expect((await fetch(url + path)).status).toBe(200);
  });

  it("signs a user in by the password alone, then by a code once a phone is set up", async () => {
    const browser = await enterPassword("ada");
    expect((await account(browser)).status).toBe(401);
    const { body } = await service.call("POST", "/v1/login", { token: await tokenOf(browser) });
    expect((await browser.call("POST", "/session", { assertion: body["assertion"] })).status).toBe(204);
    expect((await account(browser)).body).toEqual({ email: "ada@example.com", secondFactor: false });
    const settings = { baseUrl: service.url, isSignedIn: true };
    expect((await browser.call("GET", "/settings.json")).body).toEqual(settings);
    expect((await new Browser(url).call("GET", "/settings.json")).body).toEqual({ ...settings, isSignedIn: false });

    const unused = await service.call("POST", "/v1/login", { token: await tokenOf(browser) });
    // The settings element, in the open session.
    const ada = new Person(service, "ada", async () => tokenOf(browser));
    await ada.hasSms("+41791000042");
    // Assertions of the password alone, made before: they open nothing any more.
    const again = await enterPassword("ada");
    for (const { assertion } of [body, unused.body])
      expect((await again.call("POST", "/session", { assertion })).status).toBe(401);

    const login = await service.call("POST", "/v1/login", { token: await tokenOf(again) });
    const verified = await service.call("POST", "/v1/login/verify", {
      token: await tokenOf(again),
      body: { code: service.lastSmsCode("+41791000042"), challengeId: String(login.body["challenge"].id) },
    });
    expect((await again.call("POST", "/session", { assertion: verified.body["assertion"] })).status).toBe(204);
    expect((await account(again)).body["secondFactor"]).toBe(true);
  });

  it("has no token and no session for whoever did not enter the password", async () => {
    const stranger = new Browser(url);
    expect((await stranger.call("POST", "/token")).status).toBe(401);
    expect((await stranger.call("POST", "/session", { assertion: "x" })).status).toBe(401);
  });

  it("takes no assertion of another user", async () => {
    const bob = await enterPassword("bob");
    const { body } = await service.call("POST", "/v1/login", { token: await tokenOf(bob) });
    const ada = await enterPassword("ada");
    expect((await ada.call("POST", "/session", { assertion: body["assertion"] })).status).toBe(401);
    expect((await account(ada)).status).toBe(401);
  });

  it("keeps out who signs out while the assertion is read", async () => {
    const browser = await enterPassword("bob");
    const { body } = await service.call("POST", "/v1/login", { token: await tokenOf(browser) });
    const leaving = new Browser(url);
    for (const [name, value] of browser.cookies) leaving.cookies.set(name, value);
    meanwhile = async () => void (await leaving.call("POST", "/logout"));
    expect((await browser.call("POST", "/session", { assertion: body["assertion"] })).status).toBe(401);
    meanwhile = async () => {};
    expect((await account(browser)).status).toBe(401);
  });
});
