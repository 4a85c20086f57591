import { decodeJwt } from "jose";
import { describe, expect, expectTypeOf, it } from "vitest";
import { createClient, type Input, type Problem, type ProblemCode } from "../../client/src/index.ts";
import type { problems } from "../../shared/contract/problems.ts";
import { type RouteName, routes } from "../../shared/contract/routes.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme } = world();

const clientOf = (token: () => string | Promise<string>) => createClient({ baseUrl: service.local.url, token });
const byPassword = (person: Person) => clientOf(async () => person.passwordToken());
const asAdmin = async () => {
  const admin = await acme.admin();
  await admin.loginWithTotp();
  return clientOf(() => String(admin.accessToken));
};

/** Data of the answer; a problem fails the test. */
function dataOf<T>(
  result: { readonly data: T; readonly problem?: never } | { readonly data?: never; readonly problem: Problem },
): T {
  expect(result.problem).toBeUndefined();
  return result.data as T;
}

it("has a method for each call of the contract, and no other", () => {
  expect(Object.keys(clientOf(() => "")).toSorted()).toEqual(
    Object.keys(routes)
      .filter((name) => name !== "linkPage")
      .toSorted(),
  );
  expectTypeOf<keyof ReturnType<typeof createClient>>().toEqualTypeOf<Exclude<RouteName, "linkPage">>();
  expectTypeOf<ProblemCode>().toEqualTypeOf<keyof typeof problems>();
  expectTypeOf<Problem["code"]>().toEqualTypeOf<keyof typeof problems | "offline" | "unexpected" | "approval_needed">();
});

it("takes the fields of the contract, and no other", () => {
  const client = clientOf(() => "");
  expectTypeOf(client.verify).toBeCallableWith({ code: "1", challengeId: "c", factorId: "f", audience: "a" });
  // @ts-expect-error -- neither a code nor a credential
  expectTypeOf(client.verify).toBeCallableWith({ audience: "a" });
  expectTypeOf(client.verify).toBeCallableWith({ code: "1", rememberDevice: { label: "Firefox" } });
  expectTypeOf<Input<"listFactors">>().toEqualTypeOf<Readonly<Record<string, never>>>();
  expectTypeOf(client.adminResetUser).toBeCallableWith({ userId: "u", reason: "Lost", tenant: "acme" });
  expect(client.verify).toBeTypeOf("function");
});

describe("the typed client plays a user's story", () => {
  it("from the set-up to a login, a rename and a removal", async () => {
    const person = acme.person("typed");
    const client = byPassword(person);
    expect(dataOf(await client.login()).decision).toBe("allow");

    await person.hasTotp();
    const asked = dataOf(await client.login());
    if (asked.decision !== "challenge") throw new Error(asked.decision);
    expect(asked.factors.map(({ type }) => type)).toEqual(["totp"]);

    person.nextStep();
    const proof = dataOf(await client.verify({ code: person.totpCode() }));
    expect(proof).toMatchObject({ method: "totp", backupCodes: { remaining: 10 } });
    expect(decodeJwt(proof.assertion).sub).toBe("typed");

    const proven = clientOf(() => proof.accessToken ?? "");
    const { factor } = dataOf(await proven.updateFactor({ factorId: person.totpFactorId, label: "Mine" }));
    expect(factor.label).toBe("Mine");
    expect(dataOf(await proven.listActivity({ limit: 1 })).events).toHaveLength(1);
    expect(dataOf(await proven.regenerateBackupCodes()).backupCodes).toHaveLength(10);
    expect(dataOf(await proven.removeFactor({ factorId: person.totpFactorId }))).toBeUndefined();
    expect(dataOf(await client.listFactors()).enabled).toBe(false);
  });

  it("sets a phone up in the language that was asked for", async () => {
    const person = acme.person("phone");
    const client = createClient({
      baseUrl: `${service.local.url}/`,
      token: async () => person.passwordToken(),
      language: "de",
    });
    const enrolled = dataOf(await client.enrollFactor({ type: "sms", phoneNumber: "+41791234567" }));
    if (!("challenge" in enrolled)) throw new Error("no challenge");
    expect(service.local.outbox.messages[0]?.body).toMatch(/gültig|Minuten/);
    const code = service.lastSmsCode("+41791234567");
    expect(dataOf(await client.confirmFactor({ factorId: enrolled.factor.id, code }))).toMatchObject({
      backupCodes: { length: 10 },
    });
  });
});

describe("the typed client plays an admin's story", () => {
  it("pre-registers, looks, resets and sets the policy", async () => {
    const admin = await asAdmin();
    const userId = "shop|name with / and ?";
    const { preRegisteredPhone } = dataOf(await admin.adminPreRegisterPhone({ userId, phoneNumber: "+41791112233" }));
    expect(preRegisteredPhone).toBe("+41 ••• •• •• 33");
    expect(dataOf(await admin.adminGetUser({ userId })).preRegisteredPhone).toBe(preRegisteredPhone);
    expect(dataOf(await admin.adminResetUser({ userId, reason: "Lost phone" })).removed.factors).toBe(0);
    expect(dataOf(await admin.adminListEvents({ userId })).events[0]?.type).toBeDefined();
    expect(dataOf(await admin.adminRemovePhone({ userId }))).toBeUndefined();

    const { version } = dataOf(await admin.adminGetPolicy());
    const { problem } = await admin.adminPutPolicy({ version: version + 1, required: false });
    expect(problem?.code).toBe("version_conflict");
    expect((await admin.adminGetPolicy({ tenant: "umbrella" })).problem?.code).toBe("forbidden");
  });
});

describe("what public calls need", () => {
  it("is no token: none is asked for", async () => {
    const client = clientOf(() => {
      throw new Error("asked for a token");
    });
    expect(dataOf(await client.health())).toEqual({ status: "ok" });
    expect(dataOf(await client.jwks()).keys.length).toBeGreaterThan(0);
    expect(dataOf(await client.openApi())["openapi"]).toMatch(/^3\.1/);
  });
});

describe("a token that is too weak", () => {
  it.each([
    ["an old password", { auth_time: 1 }, { maxAge: 300, secondFactor: true }],
    ["a password alone", {}, { maxAge: null, secondFactor: true }],
  ])("%s: the problem says what to ask for", async (_, claims, stepUp) => {
    const person = acme.person("weak", claims);
    await acme.person("weak").hasTotp();
    const { problem } = await byPassword(person).disable();
    if (problem?.code !== "insufficient_user_authentication") throw new Error(problem?.code);
    expect(problem.stepUp).toEqual(stepUp);
    await acme.asAdmin("POST", acme.userPath(person, "reset"), { reason: "Next case" });
  });
});
