import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { RunningService } from "../harness/running-service.ts";

const otherApp = new Issuer("other");
const service = new RunningService({ issuers: [otherApp.settings] });
beforeAll(async () => service.start());
afterAll(async () => service.stop());

const password = "correct horse battery staple";
const json = { "content-type": "application/json" };
const cookieOf = ({ headers }: Answer): string => headers.get("set-cookie")?.split(";")[0] ?? "";
const ask = async (method: string, path: string, cookie = "", body?: unknown, headers: Record<string, string> = {}) =>
  service.raw(method, `/local/demo/${path}`, {
    headers: { ...(body === undefined ? {} : json), ...(cookie === "" ? {} : { cookie }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const enterPassword = async (email = "user@example.com"): Promise<{ token: string; cookie: string }> => {
  const answer = await ask("POST", "password", "", { email, password });
  expect(answer.status).toBe(200);
  return { token: String(answer.body["token"]), cookie: cookieOf(answer) };
};
const allowed = async (token: string): Promise<string> => {
  const { body } = await service.call("POST", "/v1/login", { token });
  expect(body["decision"]).toBe("allow");
  return String(body["assertion"]);
};
const enter = async (cookie: string, assertion: string) => ask("POST", "session", cookie, { assertion });
const refused = (answer: Answer): void => {
  expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  expect(answer.headers.has("set-cookie")).toBe(false);
};

describe("signing in", () => {
  it("opens the account with an assertion, and only then", async () => {
    const { token, cookie } = await enterPassword("second@example.com");
    expect((await ask("GET", "account", cookie)).status).toBe(401);
    expect((await ask("GET", "session", cookie)).body["session"]).toBeNull();
    expect((await ask("POST", "token", cookie)).status).toBe(401);
    const entered = await enter(cookie, await allowed(token));
    expect(entered.status).toBe(200);
    expect(entered.body["session"]).toMatchObject({ email: "second@example.com", tenant: "acme", factor: null });
    const session = cookieOf(entered);
    expect((await ask("GET", "account", session)).body).toMatchObject({ name: "Sam Ito" });
  });

  it("gives the session a new name, hidden from scripts and from other sites, with an end", async () => {
    const before = await ask("POST", "password", "", { email: "second@example.com", password });
    const entered = await enter(cookieOf(before), await allowed(String(before.body["token"])));
    for (const { headers } of [before, entered])
      expect(headers.get("set-cookie")).toMatch(
        /^larch-\d+=[\w-]{43}; Path=\/local\/demo; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
      );
    expect(cookieOf(entered)).not.toBe(cookieOf(before));
    refused(await enter(cookieOf(before), await allowed(String(before.body["token"]))));
  });

  it("says who used which second factor", async () => {
    const person = new Person(service, "admin@example.com");
    await person.hasTotp();
    const { token, cookie } = await enterPassword(person.email);
    const { body } = await service.call("POST", "/v1/login/verify", { token, body: { code: person.totpCode() } });
    const entered = await enter(cookie, String(body["assertion"]));
    expect(entered.body["session"]).toMatchObject({ factor: "totp", roles: ["admin"] });
  });

  it("ends after eight hours, or when the user leaves", async () => {
    const signedIn = async (): Promise<string> => {
      const { token, cookie } = await enterPassword("second@example.com");
      return cookieOf(await enter(cookie, await allowed(token)));
    };
    const first = await signedIn();
    const left = await ask("DELETE", "session", first);
    expect([left.status, left.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await ask("GET", "account", first)).status).toBe(401);
    const second = await signedIn();
    service.clock.forward(8 * 3600 - 1);
    expect((await ask("GET", "account", second)).status).toBe(200);
    service.clock.forward(1);
    expect((await ask("GET", "account", second)).status).toBe(401);
  });

  it("repeats when the password was entered, but never makes it newer", async () => {
    const { token, cookie } = await enterPassword("second@example.com");
    const session = cookieOf(await enter(cookie, await allowed(token)));
    service.clock.forward(301);
    const again = await ask("POST", "token", session);
    const restated = String(again.body["token"]);
    expect((await service.call("GET", "/v1/factors", { token: restated })).status).toBe(200);
    expect((await service.call("POST", "/v1/factors", { token: restated, body: { type: "totp" } })).status).toBe(401);
  });
});

describe("an assertion lets nobody in", () => {
  it("without a password entered before", async () => {
    const { token } = await enterPassword();
    refused(await enter("", await allowed(token)));
    refused(await enter("larch-1=nonsense", await allowed(token)));
  });

  it("of another user", async () => {
    const { token } = await enterPassword("second@example.com");
    const { cookie } = await enterPassword("user@example.com");
    refused(await enter(cookie, await allowed(token)));
  });

  it("of another app, also for a user of the same name", async () => {
    const person = new Organisation(service, otherApp, "acme").person("user@example.com");
    const { body } = await person.withPassword("POST", "/v1/login");
    const { cookie } = await enterPassword("user@example.com");
    refused(await enter(cookie, String(body["assertion"])));
  });

  it("a second time", async () => {
    const first = await enterPassword();
    const assertion = await allowed(first.token);
    expect((await enter(first.cookie, assertion)).status).toBe(200);
    refused(await enter((await enterPassword()).cookie, assertion));
  });

  it("when it is too old", async () => {
    const { token, cookie } = await enterPassword();
    const assertion = await allowed(token);
    service.clock.forward(300 + 31);
    refused(await enter(cookie, assertion));
  });

  it("that was signed by somebody else, or is a first-factor token", async () => {
    const { token, cookie } = await enterPassword();
    const claims = { sub: "user@example.com", acr: "urn:countersign:2fa", amr: ["pwd", "otp", "mfa"] };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", typ: "mfa-assertion+jwt" })
      .sign(new Uint8Array(32));
    for (const nothing of [forged, token, "", "a.b.c"]) refused(await enter(cookie, nothing));
  });

  it("of the password alone, once its user has a second factor", async () => {
    const person = new Person(service, "user@umbrella.example");
    const { token, cookie } = await enterPassword(person.email);
    const before = await allowed(token);
    await person.hasTotp();
    refused(await enter(cookie, before));
  });
});

describe("a session", () => {
  it("takes a newer proof of its user in the middle of a session, which does not last longer for it", async () => {
    const person = new Person(service, "second@example.com");
    const { token, cookie } = await enterPassword(person.email);
    const session = cookieOf(await enter(cookie, await allowed(token)));
    service.clock.forward(3600);
    const other = await enterPassword("user@example.com");
    refused(await enter(session, await allowed(other.token)));
    await person.hasTotp();
    const entered = await enter(session, person.assertion ?? "");
    expect(entered.body["session"]).toMatchObject({ factor: "totp" });
    expect((await ask("GET", "account", session)).status).toBe(401);
    service.clock.forward(7 * 3600 - 31);
    expect((await ask("GET", "account", cookieOf(entered))).status).toBe(200);
    service.clock.forward(1);
    expect((await ask("GET", "account", cookieOf(entered))).status).toBe(401);
  });
});

describe("the demo's back end", () => {
  it("knows no difference between a wrong password and an unknown user", async () => {
    const [wrong, unknown] = await Promise.all([
      ask("POST", "password", "", { email: "user@example.com", password: "x" }),
      ask("POST", "password", "", { email: "nobody@example.com", password }),
    ]);
    refused(wrong);
    refused(unknown);
    expect(wrong.body["detail"]).toBe(unknown.body["detail"]);
  });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another port of this machine", { "sec-fetch-site": "same-site" }],
    ["another origin, from a browser without Fetch Metadata", { origin: "http://127.0.0.1:1" }],
  ])("does nothing for a page of %s", async (_, headers: Record<string, string>) => {
    const { token, cookie } = await enterPassword();
    const assertion = await allowed(token);
    expect((await ask("POST", "session", cookie, { assertion }, headers)).status).toBe(403);
    expect((await ask("POST", "password", "", { email: "user@example.com", password }, headers)).status).toBe(403);
    expect((await ask("DELETE", "session", cookie, undefined, headers)).status).toBe(403);
  });

  it("takes JSON only, which no form of another site can send", async () => {
    const headers = { "content-type": "text/plain" };
    const answer = await ask("POST", "password", "", { email: "user@example.com", password }, headers);
    expect(answer).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
  });

  it.each([
    ["GET", "nothing", 404],
    ["GET", "constructor", 404],
    ["PUT", "session", 405],
    ["GET", "password", 405],
  ])("%s %s is %i", async (method, path, status) => {
    expect((await ask(method, path)).status).toBe(status);
  });

  it.each([[{}], [{ assertion: 1 }], [{ assertion: "x", more: 1 }], [{ assertion: "x".repeat(5000) }]])(
    "refuses the body %#",
    async (body) => {
      const { cookie } = await enterPassword();
      expect((await ask("POST", "session", cookie, body)).status).toBe(400);
    },
  );
});
