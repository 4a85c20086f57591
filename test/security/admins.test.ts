import { describe, expect, it } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastAddress } from "../harness/least-bodies.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");
const umbrella = new Organisation(service, shop, "umbrella");
const admin = { roles: ["2fa-admin"] };
const operator = { roles: ["2fa-operator"] };

/** Every call that only an admin may make, about this person. */
const adminCalls = (of: Person): readonly (readonly [method: string, path: string, body: object | undefined])[] => [
  ["GET", acme.userPath(of), undefined],
  ["POST", acme.userPath(of, "reset"), { reason: "Because" }],
  ["POST", acme.userPath(of, "reopen"), { method: "totp", reason: "Because" }],
  ["DELETE", acme.userPath(of, "devices"), undefined],
  ["DELETE", "/v1/admin/devices", undefined],
  ["PUT", acme.userPath(of, "phone"), { phoneNumber: "+41791234591" }],
  ["DELETE", acme.userPath(of, "phone"), undefined],
  ["GET", acme.userPath(of, "events"), undefined],
  ["GET", "/v1/admin/policy", undefined],
  ["GET", "/v1/admin/policy/history", undefined],
  ["GET", "/v1/admin/activity", undefined],
  ["POST", "/v1/admin/rehearse", { policy: { required: true }, userIds: [of.email] }],
  ["PUT", acme.userPath(of, "requirement"), { required: true, reason: "An attack" }],
  ["PUT", "/v1/admin/policy", { version: 0, required: true }],
  ["POST", acme.userPath(of, "bypass-code"), { reason: "Because" }],
  ["POST", acme.userPath(of, "caller-check"), { channel: "phone" }],
  ["POST", acme.userPath(of, "caller-check/confirm"), { words: "maple anchor" }],
  ["POST", acme.userPath(of, "recovery"), { reason: "Because" }],
  ["DELETE", acme.userPath(of, "recovery"), { reason: "Because" }],
  ["GET", "/v1/admin/approvals", undefined],
  ["POST", "/v1/admin/approvals/apr_unknown", { action: "reset", parameters: {} }],
  ["DELETE", "/v1/admin/approvals/apr_unknown", undefined],
  ["GET", "/v1/admin/posture", undefined],
  ["GET", "/v1/admin/sms", undefined],
  ["DELETE", "/v1/admin/sms/breakers/CH", undefined],
  ["PUT", "/v1/admin/phones", { phones: [{ userId: of.email, phoneNumber: "+41791234591" }] }],
];

async function refuses(token: string | undefined, of: Person, outcome: string, query = ""): Promise<void> {
  for (const [method, path, body] of adminCalls(of))
    expect(
      outcomeOf(
        await service.call(method, path + (path.includes("?") ? query : query.replace("&", "?")), { token, body }),
      ),
    ).toBe(outcome);
}
const isUntouched = async (person: Person): Promise<void> => {
  person.nextStep();
  expect(outcomeOf(await person.verify(person.totpCode()))).toBe("200");
};

describe("an admin's call", () => {
  it("covers every admin route", () => {
    const paths = Object.values(routes).filter(({ access }) => access === "admin" || access === "adminFresh");
    expect(adminCalls(acme.person("x"))).toHaveLength(paths.length);
  });

  it("needs the role, whatever else was proven", async () => {
    const [user, victim] = [acme.person("no-admin"), acme.person("victim-1")];
    await user.hasTotp();
    await victim.hasTotp();
    await refuses(user.accessToken, victim, "forbidden");
    await refuses(await user.passwordToken(), victim, "forbidden");
    await isUntouched(victim);
  });

  it("needs a second factor: a password is not enough, and an assertion is none at all", async () => {
    const [boss, victim] = [acme.person("boss", admin), acme.person("victim-2")];
    await victim.hasTotp();
    await refuses(await boss.passwordToken(), victim, "insufficient_user_authentication");
    const { body } = await boss.withPassword("POST", "/v1/login");
    expect(body["decision"]).toBe("allow");
    await refuses(String(body["assertion"]), victim, "unauthenticated");
    await boss.enrollTotp();
    await refuses(await boss.passwordToken(), victim, "insufficient_user_authentication");
    await isUntouched(victim);
    const refused = await service.call("GET", acme.userPath(victim), { token: await boss.passwordToken() });
    expect(refused.headers.get("www-authenticate")).toContain('acr_values="urn:countersign:2fa"');
  });

  it("is over as soon as the admin was reset, or has switched 2FA off", async () => {
    const [boss, other, victim] = [acme.person("boss-2", admin), acme.person("boss-3", admin), acme.person("victim-3")];
    for (const person of [boss, other, victim]) await person.hasTotp();
    expect(
      outcomeOf(await boss.withAccess("POST", acme.userPath(other, "reset"), { body: { reason: "Left us" } })),
    ).toBe("200");
    await refuses(other.accessToken, victim, "unauthenticated");
    expect(
      outcomeOf(await boss.withAccess("POST", acme.userPath(boss, "reset"), { body: { reason: "Lost phone" } })),
    ).toBe("200");
    await refuses(boss.accessToken, victim, "unauthenticated");
    const last = acme.person("boss-4", admin);
    await last.hasTotp();
    expect(outcomeOf(await last.withAccess("DELETE", "/v1/factors"))).toBe("204");
    await refuses(last.accessToken, victim, "unauthenticated");
    await isUntouched(victim);
  });

  it("reaches the own tenant only, and no user of the same name in another", async () => {
    const boss = acme.person("boss-5", admin);
    const [here, there] = [acme.person("namesake"), umbrella.person("namesake")];
    for (const person of [boss, here, there]) await person.hasTotp();
    await refuses(boss.accessToken, there, "forbidden", "&tenant=umbrella");
    await boss.withAccess("POST", acme.userPath(here, "reset"), { body: { reason: "Lost phone" } });
    expect(outcomeOf(await here.verify(here.totpCode()))).toBe("not_enrolled");
    await isUntouched(there);
  });

  it("reaches other tenants for an operator, who needs a second factor all the same", async () => {
    const [support, there] = [acme.person("support", operator), umbrella.person("needs-help")];
    await there.hasTotp();
    await refuses(await support.passwordToken(), there, "insufficient_user_authentication", "&tenant=umbrella");
    await support.hasTotp();
    const reset = async (query: string) =>
      support.withAccess("POST", acme.userPath(there, "reset") + query, { body: { reason: "Asked by phone" } });
    expect((await reset("")).body["removed"]).toEqual({ factors: 0, backupCodes: 0 });
    expect((await reset("&tenant=umbrella")).body["removed"]).toEqual({ factors: 1, backupCodes: 10 });
    await service.local.drained();
    const { body } = await there.activity();
    expect(body["events"]).toContainEqual(
      expect.objectContaining({ type: "account.reset", actor: expect.objectContaining({ role: "operator" }) }),
    );
  });
});

describe("nobody learns who exists", () => {
  /** An answer without what names the request or the user that was asked for. */
  const bare = (body: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(body).filter(([name]) => !["requestId", "userId", "ref", "known"].includes(name)),
    );

  it("an unknown user looks like a user without factors, but for being unknown", async () => {
    const [boss, known] = [acme.person("boss-6", admin), acme.person("known")];
    await boss.hasTotp();
    await known.withPassword("POST", "/v1/login");
    await known.enrollTotp();
    service.clock.forward(600);
    await boss.verify(boss.totpCode());
    const unknown = acme.person("unknown");
    for (const [method, call] of [
      ["GET", ""],
      ["POST", "reset"],
      ["PUT", "phone"],
      ["DELETE", "phone"],
    ] as const) {
      const body =
        call === "reset"
          ? { reason: "Because" }
          : call === "phone" && method === "PUT"
            ? { phoneNumber: "+41791234592" }
            : undefined;
      const [one, other] = await Promise.all(
        [known, unknown].map(async (of) => boss.withAccess(method, acme.userPath(of, call), { body })),
      );
      expect(other?.status).toBe(one?.status);
      expect(bare(other?.body ?? {})).toEqual(bare(one?.body ?? {}));
    }
  });

  it("without a valid token every question gets the same answer", async () => {
    const [known, unknown] = [acme.person("enrolled"), acme.person("never-seen")];
    await known.hasTotp();
    const questions = Object.values<Route>(routes)
      .filter(({ access }) => access !== "public")
      .flatMap(({ method, path, query }: Route) =>
        [known, unknown].map(
          (of) => [method, leastAddress({ path, query }, { userId: of.email, factorId: known.totpFactorId })] as const,
        ),
      );
    const headers = { "content-type": "application/json" };
    const refusals = new Set<string>();
    for (const [method, path] of questions)
      for (const more of [{}, { authorization: "Bearer e30.e30.e30" }]) {
        const answer = await service.raw(method, path, {
          headers: { ...headers, ...more },
          ...(method === "GET" ? {} : { body: "{}" }),
        });
        refusals.add(JSON.stringify([answer.status, bare(answer.body)]));
      }
    expect([...refusals].map((text) => JSON.parse(text)[0])).toEqual([401]);
  });
});
