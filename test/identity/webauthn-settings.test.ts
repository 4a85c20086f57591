import { describe, expect, it } from "vitest";
import { parseSettings } from "../../shared/settings/settings.ts";

const usual = { rpId: "example.com", rpName: "Example", origins: ["https://app.example.com"] };
const app = "android:apk-key-hash:f0Kx8eVjQyZ3mW1nR5tLb7cHs9aPd2uGi4oTqXwYkE0";

const read = (webauthn: object, serviceIssuer = "https://2fa.example") =>
  parseSettings({
    TABLE_NAME: "table",
    KMS_KEY_ID: "key",
    EVENT_BUS_NAME: "bus",
    AUDIT_LOG_GROUP: "audit",
    SERVICE_ISSUER: serviceIssuer,
    TRUSTED_ISSUERS: JSON.stringify([
      { id: "main", issuer: "https://login.example", audience: "app", jwksUri: "https://login.example/jwks", webauthn },
    ]),
  }).trustedIssuers[0]?.webauthn;

describe("an issuer's webauthn", () => {
  it("is the app's domain, its pages and its Android apps", () => {
    expect(read({ ...usual, origins: ["https://example.com", "https://app.example.com", app] })).toMatchObject({
      rpId: "example.com",
      rpName: "Example",
      topOrigins: [],
    });
    expect(read({ rpId: "example.com", origins: usual.origins })).toMatchObject({ rpName: "example.com" });
  });

  it("may stand for pages of other domains, if it says so", () => {
    const related = { ...usual, origins: ["https://example.com", "https://example.shop"], relatedOrigins: true };
    expect(read(related)).toMatchObject({ origins: related.origins });
  });

  it("may be this machine where the service is on it", () => {
    const here = { rpId: "localhost", origins: ["http://localhost:8787"] };
    expect(read(here, "http://127.0.0.1:8787")).toMatchObject(here);
    expect(() => read(here)).toThrow("rpId localhost is for a service that runs on this machine");
  });

  it.each([
    [{ ...usual, rpId: "com" }, "(0.webauthn.rpId): must be a host name"],
    [{ ...usual, rpId: "Example.com" }, "must be a host name"],
    [{ ...usual, rpId: "example.com." }, "must be a host name"],
    [{ ...usual, rpId: "127.0.0.1" }, "must be a host name"],
    [{ ...usual, rpId: "https://example.com" }, "must be a host name"],
    [{ ...usual, rpId: "münchen.example" }, "must be a host name"],
    [{ ...usual, origins: [] }, "(0.webauthn.origins): names nothing"],
    [{ ...usual, origins: Array.from({ length: 11 }, (_, at) => `https://a${at}.example.com`) }, "has more than ten"],
    [{ ...usual, origins: ["https://app.example.com/"] }, "(0.webauthn.origins.0): must be an origin"],
    [{ ...usual, origins: ["https://app.example.com/login"] }, "must be an origin"],
    [{ ...usual, origins: ["https://app.example.com:8443"] }, "must be an origin"],
    [{ ...usual, origins: ["http://app.example.com"] }, "must be an origin"],
    [{ ...usual, origins: ["https://App.example.com"] }, "must be an origin"],
    [{ ...usual, origins: ["https://app.example.com."] }, "must be an origin"],
    [{ ...usual, origins: ["android:apk-key-hash:short"] }, "must be an origin"],
    [{ ...usual, origins: ["https://example.org"] }, "is no page of example.com"],
    [{ ...usual, origins: ["https://badexample.com"] }, "is no page of example.com"],
    [{ ...usual, topOrigins: ["https://partner.example/x"] }, "(0.webauthn.topOrigins.0): must be an origin"],
    [{ ...usual, rpid: "example.com" }, "no field is called rpid"],
  ])("%j stops the start with a sentence", (wrong, sentence) => {
    expect(() => read(wrong)).toThrow(sentence);
  });
});
