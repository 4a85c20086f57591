import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { mailedLink, mailsTo } from "../harness/mailed-link.ts";
import { world } from "../harness/world.ts";

/** The page behind the links of e-mails: the same for everybody, since the token never leaves the browser but by a press. */
const settingsPage = "https://app.example.com/security?a=1&b=2";
const { service, organisation } = world({
  issuer: "links",
  tenant: "links",
  variables: { SETTINGS_PAGE: settingsPage },
});
const page = (kind: string) => service.call("GET", `/links/${kind}`, { headers: { accept: "text/html" } });
const between = (text: string, tag: string): string => new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(text)?.[1] ?? "";
const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe.each(["changed", "reopen", "cancel-recovery"])("the page of a link of kind %s", (kind) => {
  test("is kept by nobody, says nobody where it was, and loads nothing but itself", async () => {
    const { headers, text } = await page(kind);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")?.split("; ")).toEqual([
      "default-src 'none'",
      "frame-ancestors 'none'",
      `script-src ${hash(between(text, "script"))}`,
      `style-src ${hash(between(text, "style"))}`,
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(text).not.toMatch(/<(link|img|iframe|form|script [^>]*src)\b|url\(|@import/);
    expect(text).toContain(`data-settings="https://app.example.com/security?a=1&amp;b=2"`);
    expect(Buffer.byteLength(text)).toBeLessThan(16 * 1024);
  });
});

test("there is no page of another kind", async () => {
  for (const kind of ["undo", "Changed", "constructor", "%00"]) expect((await page(kind)).status).toBe(404);
});

test("a GET never acts, whatever a scanner of e-mails puts behind it", async () => {
  const ada = organisation.person("ada", { email: "ada@links.example" });
  await ada.hasTotp();
  await ada.loginWithTotp();
  await ada.withAccess("DELETE", "/v1/factors");
  const token = await mailedLink(service, "ada@links.example");
  const [mail] = await mailsTo(service, "ada@links.example");
  const address = mail?.text.split("\n").find((line) => line.includes("/links/")) ?? "";
  expect(address).toBe(`${service.local.services.settings.serviceIssuer}/links/changed#${token}`);
  expect(mail?.html).toContain(`<a ses:no-track href="${address}">${address}</a>`);
  for (const path of [
    `/links/changed?${token}`,
    `/links/changed?token=${token}`,
    "/v1/freeze",
    "/v1/links",
    "/v1/undo",
  ])
    await service.raw("GET", path);
  const { body } = await service.call("POST", "/v1/links", { body: { token } });
  expect(body).toMatchObject({ kind: "changed", state: "open" });
});

test("the token of a mail's link signs nobody in: it is no bearer, and acting by it brings none", async () => {
  const ben = organisation.person("ben", { email: "ben@links.example" });
  await ben.hasTotp();
  await ben.loginWithTotp();
  await ben.withAccess("DELETE", "/v1/factors");
  const token = await mailedLink(service, "ben@links.example");
  const statuses = await Promise.all([
    service.call("POST", "/v1/login", { token }),
    service.call("POST", "/v1/login/verify", { token, body: { code: "123456" } }),
    service.call("GET", "/v1/factors", { token }),
    service.call("POST", "/v1/factors", { token, body: { type: "totp" } }),
    service.call("GET", "/v1/recovery", { token }),
    service.call("POST", "/v1/undo", { token, body: { token } }),
  ]);
  for (const { status, body } of statuses) expect([status, body["code"]]).toEqual([401, "unauthenticated"]);
  for (const path of ["/v1/links", "/v1/freeze"]) {
    const { text } = await service.call("POST", path, { body: { token } });
    expect(text).not.toMatch(/eyJ|token|assertion/i);
  }
});

test("notices of a removal whose contact changed lately bring the link to the older address alone", async () => {
  const named = (email: string) => organisation.person("moved", { email });
  const before = named("old@links.example");
  await before.hasTotp();
  const after = named("new@links.example");
  before.nextStep();
  const verified = await after.verify(before.totpCode());
  expect(verified.status).toBe(200);
  await after.withAccess("DELETE", "/v1/factors");
  expect(await mailedLink(service, "new@links.example")).toBe("");
  expect(await mailedLink(service, "old@links.example")).toMatch(/^lnk_/);
});
