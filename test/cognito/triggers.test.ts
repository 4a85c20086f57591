import { beforeAll, describe, expect, it } from "vitest";
import {
  type CognitoOptions,
  cognitoTriggers,
  jwkSigner,
  SecondStepUnavailable,
} from "../../packages/cognito/index.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";
import { type Outcome, proofsInMemory, secretKey, UserPool } from "./user-pool.ts";

const options: Omit<CognitoOptions, "baseUrl"> = {
  userPoolId: "eu-central-1_AbC",
  audience: "shop",
  signer: jwkSigner(async () => secret),
  proofs: proofsInMemory(),
  tenantOf: (attributes) => attributes["custom:tenant"] ?? "nobody",
  now: () => new Date(service.clock.now()),
};
const secret = secretKey();
const entry = await cognitoTriggers({ ...options, baseUrl: "http://later.example" }).trustedIssuer();
const service = runningService({ issuers: [issuerSchema.parse(entry)] });
let pool: UserPool;
const poolWith = (changed: Partial<CognitoOptions>): UserPool =>
  new UserPool(cognitoTriggers({ ...options, baseUrl: service.url, ...changed }));
beforeAll(() => {
  pool = poolWith({});
});

let users = 0;
/** A user of the pool. */
function someUser() {
  users += 1;
  const sub = `user-${String(users)}`;
  return { sub, email: `${sub}@example.com`, email_verified: "true", "custom:tenant": "acme" };
}
type User = ReturnType<typeof someUser>;

const question = (outcome: Outcome) => {
  if (outcome === "NotAuthorizedException" || !("asks" in outcome)) throw new Error("Cognito asked nothing");
  return outcome;
};
/** The person before the app, whose element calls the service with the token of the challenge. */
const before = (token: string, { email }: User): Person => new Person(service, email, async () => token);

/** A user who set up an authenticator app, with the first-factor token of a challenge to the organisation's rule. */
async function userWithApp(): Promise<{ readonly user: User; readonly person: Person }> {
  const user = someUser();
  const signed = cognitoTriggers({ ...options, baseUrl: service.url });
  const { response } = await signed.create({
    request: { userAttributes: user, challengeName: "CUSTOM_CHALLENGE", session: [] },
    response: { publicChallengeParameters: {}, privateChallengeParameters: {}, challengeMetadata: "" },
  });
  const person = before(response.publicChallengeParameters["token"] ?? "", user);
  await person.hasTotp();
  return { user, person };
}
/** The element's part: the code, for the assertion. */
async function assertionFor(person: Person, token: string): Promise<string> {
  person.nextStep();
  const { body } = await service.call("POST", "/v1/login/verify", { token, body: { code: person.totpCode() } });
  return String(body["assertion"]);
}

describe("a user pool with the triggers", () => {
  it("lets a user without a second factor in by the password, and says of no second step", async () => {
    expect(await pool.signIn(someUser())).toEqual({ claims: {} });
  });

  it("asks a user who has one, and puts the proof into the tokens of this sign-in alone", async () => {
    const { user, person } = await userWithApp();
    const { asks, respond } = question(await pool.signIn(user));
    expect(asks).toEqual({ baseUrl: service.url, token: expect.any(String), decision: "challenge" });
    expect(await respond(await assertionFor(person, asks.token))).toEqual({
      claims: { second_factor_acr: "urn:countersign:2fa", second_factor_amr: expect.stringContaining("mfa") },
    });
    expect(await pool.renewal(user)).toEqual({ claims: {} });
  });

  it("has a user set one up where the organisation requires it", async () => {
    const admin = new Person(service, "admin@example.com");
    await admin.hasTotp();
    const { body } = await admin.withAccess("GET", "/v1/admin/policy");
    const version: unknown = body["version"];
    await admin.withAccess("PUT", "/v1/admin/policy", { body: { version, required: true } });
    const user = someUser();
    const { asks, respond } = question(await pool.signIn(user));
    expect(asks.decision).toBe("enroll");
    const person = before(asks.token, user);
    await person.hasTotp();
    expect(await respond(person.assertion ?? "")).toMatchObject({
      claims: { second_factor_acr: "urn:countersign:2fa" },
    });
    const now: unknown = (await admin.withAccess("GET", "/v1/admin/policy")).body["version"];
    await admin.withAccess("PUT", "/v1/admin/policy", { body: { version: now, required: false } });
  });
});

describe("an answer that is not the right one", () => {
  it.each([
    ["nothing", async () => ""],
    ["the token of the challenge itself", async (token: string) => token],
    [
      "another user's assertion",
      async () => {
        const other = await userWithApp();
        const { asks } = question(await pool.signIn(other.user));
        return assertionFor(other.person, asks.token);
      },
    ],
    [
      "an assertion that has ended",
      async (token: string, person: Person) => {
        const assertion = await assertionFor(person, token);
        service.clock.forward(331);
        return assertion;
      },
    ],
  ])("%s is refused", async (_, answer) => {
    const { user, person } = await userWithApp();
    const { asks, respond } = question(await pool.signIn(user));
    expect(question(await respond(await answer(asks.token, person))).asks.decision).toBe("challenge");
  });

  it("an assertion that was used before starts no second sign-in", async () => {
    const { user, person } = await userWithApp();
    const first = question(await pool.signIn(user));
    const assertion = await assertionFor(person, first.asks.token);
    expect(await first.respond(assertion)).toHaveProperty("claims");
    const second = question(await pool.signIn(user));
    expect(await second.respond(assertion)).toHaveProperty("asks");
  });

  it("three of them end the sign-in, and make the password no younger", async () => {
    const { user } = await userWithApp();
    const first = question(await pool.signIn(user));
    service.clock.forward(60);
    const second = question(await first.respond("wrong"));
    const passwordAt = ({ asks }: typeof first): unknown =>
      (JSON.parse(Buffer.from(asks.token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>)[
        "auth_time"
      ];
    expect(passwordAt(second)).toBe(passwordAt(first));
    const third = question(await second.respond("wrong"));
    expect(await third.respond("wrong")).toBe("NotAuthorizedException");
  });
});

describe("nobody gets in", () => {
  it("with a wrong password", async () => {
    expect(await pool.signIn(someUser(), false)).toBe("NotAuthorizedException");
  });

  it.each([
    ["without a password", [{ challengeName: "CUSTOM_CHALLENGE", challengeResult: true }]],
    ["by another flow", [{ challengeName: "DEVICE_SRP_AUTH", challengeResult: true }]],
    ["with nothing", []],
  ])("%s", async (_, session) => {
    const { response } = await pool.define(someUser(), session);
    expect(response).toEqual({ issueTokens: false, failAuthentication: true });
  });

  it.each<[string, typeof globalThis.fetch]>([
    ["does not answer", () => Promise.reject(new Error("down"))],
    [
      "hangs longer than Cognito waits",
      (input) =>
        new Promise((_, reject) =>
          (input as Request).signal.addEventListener("abort", () => reject(new Error("aborted"))),
        ),
    ],
    ["is not what it was", async () => new Response("<html>", { status: 200 })],
  ])("while the service %s", async (_, fetch) => {
    const { user } = await userWithApp();
    await expect(poolWith({ fetch, patienceMillis: 50 }).signIn(user)).rejects.toThrow(SecondStepUnavailable);
  });
});
