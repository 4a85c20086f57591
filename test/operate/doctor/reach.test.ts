import { type CertificateDetail, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { describe, expect, it, vi } from "vitest";
import { answers, certificate } from "../../../operate/doctor/checks/reach.ts";
import { issuers, neverChanged } from "../../../operate/doctor/checks/issuers.ts";
import type { StageContext } from "../../../operate/doctor/check.ts";
import { settings } from "../stage-outputs.ts";
import { complaints } from "./findings.ts";
import { certificate as healthy, healthyAccount, now, publicKey, web } from "./healthy-account.ts";

const day = 86_400_000;
const [shop] = settings.trustedIssuers;
const jwks = (...keys: readonly object[]) => Response.json({ keys });

it("no address may lead to another one, nor keep us waiting", async () => {
  const context = await healthyAccount().context();
  const fetch = vi.fn<StageContext["fetch"]>(context.fetch);
  await complaints(issuers, { ...context, fetch });
  await complaints(answers, { ...context, fetch });
  expect(fetch).toHaveBeenCalledTimes(3);
  for (const [, options] of fetch.mock.calls)
    expect(options).toEqual({ redirect: "manual", signal: expect.any(AbortSignal) });
});

describe("an issuer", () => {
  async function complaintsOf(change: object, answer?: Response) {
    const { jwksUri, ...rest } = { ...shop, ...change };
    const issuer = "jwks" in change ? rest : { ...rest, jwksUri };
    const context = await healthyAccount({ ...settings, trustedIssuers: [issuer] }).context();
    const fetch = web(answer === undefined ? {} : { [String(jwksUri)]: answer });
    return complaints(issuers, { ...context, fetch });
  }

  it.each([
    ["cannot be reached", undefined],
    ["answers 500", new Response("{}", { status: 500 })],
    ["redirects", new Response(null, { status: 302, headers: { location: "https://elsewhere.example" } })],
    ["answers a web page", new Response("<html>")],
  ])("whose key set %s is bad", async (_, answer) => {
    expect(await complaintsOf({}, answer)).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/cannot be fetched/) },
    ]);
  });

  it.each([
    ["holds no key", jwks()],
    ["holds keys of another algorithm", jwks({ ...publicKey, alg: "ES384" })],
    ["holds keys for encryption", jwks({ ...publicKey, use: "enc" })],
    ["is no key set", Response.json({ error: "gone" })],
  ])("whose key set %s is bad", async (_, answer) => {
    expect(await complaintsOf({}, answer)).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/no key for RS256 or ES256/) },
    ]);
  });

  it("with several keys that fit is good", async () => {
    expect(await complaintsOf({}, jwks(publicKey, { ...publicKey, kid: "two" }))).toEqual([]);
  });

  it("whose keys come without TLS is bad", async () => {
    const complaint = await complaintsOf({ jwksUri: "http://login.example.com/jwks" }, jwks(publicKey));
    expect(complaint).toMatchObject([{ verdict: "bad", sentence: expect.stringMatching(/without TLS/) }]);
  });

  it("with keys in the settings is looked at there", async () => {
    expect(await complaintsOf({ jwks: { keys: [publicKey] } })).toEqual([]);
    expect(await complaintsOf({ jwks: { keys: [publicKey] }, algorithms: ["RS256"] })).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/no key for RS256/) },
    ]);
  });
});

describe("the certificate", () => {
  async function complaintsOf(change: CertificateDetail, given: object = {}) {
    const { context, mocks } = healthyAccount({ ...settings, ...given });
    mocks.acm.on(DescribeCertificateCommand).resolves({ Certificate: { ...healthy, ...change } });
    return complaints(certificate, await context());
  }

  it.each([
    [{ Status: "PENDING_VALIDATION" }, "bad", /PENDING_VALIDATION/],
    [{ SubjectAlternativeNames: ["*.2fa.acme.example"] }, "bad", /does not name 2fa\.acme\.example/],
    [{ NotAfter: new Date(now + 29.5 * day) }, "warn", /29 days/],
    [{ NotAfter: new Date(now + 6 * day) }, "bad", /6 days/],
    [{ NotAfter: undefined }, "unknown", /no end/],
  ] as [CertificateDetail, string, RegExp][])("with %o is %s", async (change, verdict, sentence) => {
    expect(await complaintsOf(change)).toMatchObject([{ verdict, sentence: expect.stringMatching(sentence) }]);
  });

  it("of another region is bad", async () => {
    const certificateArn = settings.certificateArn.replace("eu-central-1", "us-east-1");
    expect(await complaintsOf({}, { certificateArn })).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/eu-central-1/) },
    ]);
  });

  it("is nobody's business without a domain", async () => {
    expect(await complaintsOf({}, { domainName: undefined, certificateArn: undefined })).toEqual([]);
  });
});

describe("the stage's address", () => {
  const health = "https://2fa.acme.example/health";
  const keys = "https://2fa.acme.example/.well-known/jwks.json";

  it.each([
    ["does not answer", {}, /does not answer/],
    ["answers 503", { [health]: Response.json({}, { status: 503 }) }, /answers 503/],
    ["holds a web page", { [health]: new Response("<html>") }, /does not answer/],
  ])("that %s is bad", async (_, broken, sentence) => {
    const context = await healthyAccount().context();
    const fetch = web({ [keys]: jwks(publicKey), ...broken });
    expect(await complaints(answers, { ...context, fetch })).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(sentence) },
    ]);
  });

  it("without keys for the assertions is bad", async () => {
    const context = await healthyAccount().context();
    const fetch = web({ [health]: Response.json({}), [keys]: jwks() });
    expect(await complaints(answers, { ...context, fetch })).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/jwks.json answers with something else/) },
    ]);
  });
});

describe("what must never change", () => {
  const webauthn = { rpId: "acme.example", origins: ["https://app.acme.example"] };
  const deployed = { ...shop, webauthn };
  async function complaintsOf(described: unknown) {
    const context = await healthyAccount({ ...settings, trustedIssuers: [deployed] }).context();
    return complaints(neverChanged, { ...context, described: () => described });
  }
  const saying = (verdict: string, sentence: RegExp) => [{ verdict, sentence: expect.stringMatching(sentence) }];

  it("is as it was deployed, or there is no description here to compare with", async () => {
    expect(
      await complaintsOf({ trustedIssuers: [{ ...deployed, webauthn: { ...webauthn, rpName: "Acme" } }] }),
    ).toEqual([]);
    expect(await complaintsOf(undefined)).toEqual([]);
  });

  it("but is another rpId in the description: every passkey would be lost", async () => {
    const moved = { trustedIssuers: [{ ...deployed, webauthn: { ...webauthn, rpId: "app.acme.example" } }] };
    expect(await complaintsOf(moved)).toMatchObject(saying("bad", /^shop: .*acme\.example.*app\.acme\.example/));
    const { webauthn: _, ...without } = deployed;
    expect(await complaintsOf({ trustedIssuers: [without] })).toMatchObject(saying("bad", /^shop: .*no webauthn/));
  });

  it("but is another id of the same issuer: its users would have no second factor", async () => {
    const renamed = { trustedIssuers: [{ ...deployed, id: "store" }] };
    expect(await complaintsOf(renamed)).toMatchObject(saying("bad", /^shop: .*calls it store/));
    expect(await complaintsOf({ trustedIssuers: [] })).toMatchObject(saying("warn", /^shop: .*does not name it/));
  });

  it("cannot be compared with a description that cannot be read", async () => {
    for (const described of [{ trustedIssuers: "shop" }, "nothing"])
      expect(await complaintsOf(described)).toMatchObject(saying("unknown", /cannot be read/));
  });
});
