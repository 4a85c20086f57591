import { describe, expect, it } from "vitest";
import { telemetryInto } from "../../local/telemetry.ts";
import { Issuer } from "../harness/issuer.ts";
import { runningService } from "../harness/running-service.ts";
import { ecKey, tokenOf } from "../identity/world.ts";

const shop = new Issuer("shop", { tenants: ["acme", "umbrella"] });
const lines: Record<string, unknown>[] = [];
const telemetry = telemetryInto(
  { log: (line) => lines.push(JSON.parse(line) as Record<string, unknown>), metric: () => undefined },
  "INFO",
);
const service = runningService({ issuers: [shop.settings], telemetry });

const usual = { sub: "ada@example.com", email: "ada@example.com" };
const told = async (token: string, path = "/v1/factors") => {
  lines.length = 0;
  const answer = await service.call(path === "/v1/login" ? "POST" : "GET", path, { token });
  expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  return { answer, line: lines.find(({ message }) => message === "token refused") };
};
const of = (claims: object, header: object = {}) => shop.token(service.clock, { ...usual, ...claims }, header);

describe("a refused token", () => {
  it.each([
    ["garbage", () => "nonsense", "malformed"],
    ["an issuer that nobody trusts", () => of({ iss: "https://evil.example" }), "issuer_unknown"],
    ["another app", () => of({ aud: "elsewhere" }), "audience"],
    ["a key that the issuer does not have", () => of({}, { kid: "k-9" }), "kid_unknown"],
    [
      "another key under the issuer's kid",
      () => tokenOf(ecKey("shop-1"), { ...usual, iss: "https://shop.example", aud: "shop", exp: 1e10 }),
      "signature",
    ],
    ["a token that is over", () => of({ iat: 1, exp: 60 }), "expired"],
    ["one of the future", () => of({ nbf: 1e10 }), "not_yet_valid"],
    ["one that lives for years", () => of({ exp: 9e9 }), "lifetime"],
    ["no organisation", () => of({ org: undefined }), "tenant_claim_missing"],
    ["another organisation", () => of({ org: "prove-1" }), "tenant_not_allowed"],
    ["no user", () => of({ sub: "" }), "subject"],
    ["a logout token", () => of({ events: {} }), "kind"],
    [
      "another algorithm",
      () => `${Buffer.from('{"alg":"HS256"}').toString("base64url")}.${of({}).split(".").slice(1).join(".")}`,
      "algorithm",
    ],
  ])("logs why: %s", async (_, token, reason) => {
    const { line } = await told(token());
    expect(line).toMatchObject({ reason });
  });

  it("logs from whom and for whom it claims to be, printable and cut, and never who is meant", async () => {
    const secret = of(
      { iss: `https://evil.example/\u001b[2J${"x".repeat(300)}`, aud: ["shop", "bank"] },
      { kid: "k\u202e1" },
    );
    const { line, answer } = await told(secret);
    expect(line).toMatchObject({
      aud: "shop bank",
      kid: "k?1",
      iss: expect.stringMatching(/^https:\/\/evil\.example\/\?\[2Jx+$/),
    });
    expect(String(line?.["iss"])).toHaveLength(200);
    expect(JSON.stringify(lines)).not.toContain("ada@example.com");
    expect(JSON.stringify(lines)).not.toContain(secret.split(".")[2]);
    expect(answer.text).not.toMatch(/issuer_unknown|evil/);
  });

  it("answers each alike, whatever the reason", async () => {
    const answers = [];
    for (const token of ["nonsense", of({ aud: "elsewhere" }), of({ org: undefined }), of({ iat: 1, exp: 60 })]) {
      const { answer } = await told(token, "/v1/login");
      const { requestId: _, ...body } = answer.body;
      answers.push(JSON.stringify([body, answer.headers.get("www-authenticate")]));
    }
    expect(new Set(answers).size).toBe(1);
  });
});
