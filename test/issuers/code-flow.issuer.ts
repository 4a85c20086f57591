import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../shared/runtime/services.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { Person } from "../harness/person.ts";
import { RunningService } from "../harness/running-service.ts";
import { algorithms, OpenIdProvider } from "./openid-provider.ts";

describe.each(algorithms)("an OpenID provider that signs with %s", (algorithm) => {
  const provider = new OpenIdProvider();
  let service: RunningService;
  beforeAll(async () => {
    await provider.start(algorithm);
    const entry = {
      id: "openid",
      issuer: provider.url,
      audience: "shop",
      jwksUri: `${provider.url}/jwks`,
      algorithms: [algorithm],
      tenantClaim: "tenant",
      rolesClaim: "roles",
      adminRole: "2fa-admin",
    };
    service = new RunningService({ clock: systemClock, issuers: [issuerSchema.parse(entry)] });
    await service.start();
  });
  afterAll(async () => {
    await service.stop();
    await provider.stop();
  });

  it("with max_age: a user sets a phone up, logs in with it, and acts as admin", async () => {
    const jane = new Person(service, "jane", () => provider.signIn("jane", { max_age: "300" }));
    expect((await jane.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
    await jane.hasSms("+41791000001");
    const login = await jane.withPassword("POST", "/v1/login");
    expect(login.body["decision"]).toBe("challenge");
    const { status, body } = await jane.withPassword("POST", "/v1/login/verify", {
      body: { code: service.lastSmsCode("+41791000001"), challengeId: String(login.body["challenge"].id) },
    });
    expect(status).toBe(200);
    const policy = await service.call("GET", "/v1/admin/policy", { token: String(body["accessToken"]) });
    expect(policy.status).toBe(200);
  });

  it("without max_age: a user logs in, and is told what would help before a change", async () => {
    const john = new Person(service, "john", () => provider.signIn("john"));
    expect((await john.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
    const { status, body } = await john.withPassword("POST", "/v1/factors", { body: { type: "totp" } });
    expect([status, body["code"]]).toEqual([403, "password_time_unknown"]);
    expect(body["hint"]).toContain("max_age=300");
  });

  it("a token whose app was swapped is refused", async () => {
    const token = await provider.signIn("mallory", { max_age: "300" });
    const [head, payload = "", signature] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, aud: "bank" })).toString("base64url");
    const { status } = await service.call("POST", "/v1/login", { token: [head, other, signature].join(".") });
    expect(status).toBe(401);
  });
});
