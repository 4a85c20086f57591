import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { ownerOfDataKey } from "../../shared/aws/dynamodb/keys.ts";
import { openSubject } from "../../shared/access/sealed-values.ts";
import { type ProblemCode, problems } from "../../shared/contract/problems.ts";
import type { Route } from "../../shared/contract/route.ts";
import { type RouteName, routes } from "../../shared/contract/routes.ts";
import { outcomeOf } from "../harness/at-once.ts";
import { leastAddress, leastBodies } from "../harness/least-bodies.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme, organisationOf } = world();
const each = (Object.entries(routes) as [RouteName, Route][]).filter(([, { access }]) => access !== "public");
const isAdmin = ({ access }: Route): boolean => access === "admin" || access === "adminFresh";

/** The purposes of which a data key was put into the table, by tenant. */
const keysMade = (): readonly string[] =>
  service.aws.calls.flatMap(({ input }) => {
    const { Item } = input as { readonly Item?: Readonly<Record<string, unknown>> };
    const [pk, sk] = [String(Item?.["pk"]), String(Item?.["sk"])];
    const owner = ownerOfDataKey({ pk, sk });
    return owner ? [`${owner.tenant} ${owner.purpose}`] : [];
  });
const keysOf = (tenant: string): readonly string[] =>
  keysMade().flatMap((made) => (made.startsWith(`${tenant} `) ? [made.slice(tenant.length + 1)] : []));

it("the very first call of a deployment may be a guess: nobody is enrolled, and no key is made", async () => {
  const answer = await organisationOf("nobody-yet").person("ada").verify("123456");
  expect(outcomeOf(answer)).toBe("not_enrolled");
  expect(keysMade()).toEqual([]);
});

const made: Partial<Record<RouteName, readonly string[]>> = {
  login: ["identity"],
  enrollFactor: ["identity", "totp"],
  adminSetRequirement: ["identity"],
  adminPreRegisterPhone: ["contact", "identity", "subject"],
  adminPreRegisterPhones: ["contact", "identity", "subject"],
};

/** Acts on what an unknown user has not. */
const refusals: Partial<Record<RouteName, ProblemCode>> = {
  adminApproveRecovery: "recovery_not_offered",
  adminIssueBypassCode: "not_enrolled",
  adminCheckCaller: "no_channel",
  adminConfirmCaller: "challenge_expired",
  adminApprove: "approval_not_found",
  adminDropApproval: "approval_not_found",
  adminLiftSmsBreaker: "not_found",
};

describe("in a tenant that nobody has logged in to", () => {
  it.each(each)(
    "%s answers as for an unknown user, and makes the keys of what it writes alone",
    async (name, route) => {
      const tenant = `new-${name.toLowerCase()}`;
      const body = leastBodies[name];
      const options = body === undefined ? {} : { body };
      const path = leastAddress(route);
      let answer;
      if (isAdmin(route)) {
        const operator = acme.person("operator", { roles: ["2fa-operator"] });
        await acme.setPolicy({ smsCountries: ["CH"] });
        await hasFactor(operator);
        answer = await operator.withAccess(
          route.method,
          `${path}${path.includes("?") ? "&" : "?"}tenant=${tenant}`,
          options,
        );
        expect(answer.status, answer.text).toBe(refusals[name] ? problems[refusals[name]].status : route.status);
      } else {
        answer = await organisationOf(tenant).person("ada").withPassword(route.method, path, options);
        expect(answer.status, answer.text).toBeLessThan(500);
      }
      expect(keysOf(tenant).toSorted()).toEqual(made[name] ?? []);
      if (name === "adminGetUser") expect(answer.body).toMatchObject({ known: false, ref: null, enabled: false });
      if (name === "adminResetUser") expect(answer.body).toMatchObject({ known: false, removed: { factors: 0 } });
    },
  );

  it("a code that names a challenge is judged as any other", async () => {
    const person = organisationOf("names-a-challenge").person("ada");
    expect(outcomeOf(await person.verify("123456", "chl_none"))).toBe("not_enrolled");
    expect((await person.withPassword("POST", "/v1/login")).status).toBe(200);
    expect(outcomeOf(await person.verify("123456", "chl_none"))).toBe("not_enrolled");
  });

  it("an admin who has no second factor is asked for one", async () => {
    const admin = organisationOf("has-no-admin").person("eve", { roles: ["2fa-admin"] });
    expect(outcomeOf(await admin.withPassword("GET", "/v1/admin/policy"))).toBe("insufficient_user_authentication");
    expect(keysOf("has-no-admin")).toEqual([]);
  });
});

let operators: Person | undefined;
/** One operator for all: the second factor is set up once, and used for each call. */
async function hasFactor(operator: Person): Promise<void> {
  if (operators === undefined) {
    await operator.hasTotp();
    operators = operator;
  }
  await operators.loginWithTotp();
  operator.accessToken = operators.accessToken;
}

describe("whose account it is", () => {
  const whoOf = async (person: Person) => {
    const { body } = await acme.asAdmin("GET", acme.userPath(person));
    const user = { tenant: acme.tenant, ref: String(body["ref"]) };
    const who = await service.local.services.accounts.readWho(user);
    return who && (await openSubject(service.local.services.vault, user, who));
  };
  const putsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = service.aws.calls.length;
    await work();
    return service.aws.calls.slice(before).filter(({ input }) => JSON.stringify(input).includes('"WHO"')).length;
  };

  it("is put down, sealed, before the first factor counts, and costs no login and no further factor anything", async () => {
    const person = acme.person("named");
    await person.enrollTotp();
    expect(await whoOf(person)).toBeNull();
    await person.hasTotp();
    expect(await whoOf(person)).toEqual({ issuer: "shop", sub: "named" });
    expect(await putsOf(async () => person.loginWithTotp())).toBe(0);
    expect(await putsOf(async () => person.hasSms("+41791234562"))).toBe(0);
    const { tableName } = service.local.services.settings;
    const { body } = await acme.asAdmin("GET", acme.userPath(person));
    const pk = `USER#acme#${String(body["ref"])}`;
    const { Item } = await service.aws.clients.documents.send(
      new GetCommand({ TableName: tableName, Key: { pk, sk: "WHO" } }),
    );
    expect(Object.keys(Item ?? {}).toSorted()).toEqual(["pk", "s", "sk", "who"]);
    expect(Buffer.from(Item?.["who"]).toString()).not.toContain("named");
  });

  it("is put down before an admin's act, and not by one that writes nothing", async () => {
    const registered = acme.person("registered");
    await acme.asAdmin("PUT", acme.userPath(registered, "phone"), { phoneNumber: "+41791234563" });
    expect(await whoOf(registered)).toEqual({ issuer: "shop", sub: "registered" });
    const unknown = acme.person("never-seen");
    await acme.asAdmin("POST", acme.userPath(unknown, "reset"), { reason: "A slip" });
    expect(await whoOf(unknown)).toBeNull();
    const pending = acme.person("only-pending");
    await pending.enrollTotp();
    await acme.asAdmin("POST", acme.userPath(pending, "reset"), { reason: "Lost" });
    expect(await whoOf(pending)).toEqual({ issuer: "shop", sub: "only-pending" });
  });

  it("stays as it was put down", async () => {
    const person = acme.person("immutable");
    await person.hasTotp();
    const { body } = await acme.asAdmin("GET", acme.userPath(person));
    await service.local.services.accounts.putWho({ tenant: "acme", ref: String(body["ref"]) }, Uint8Array.of(1));
    expect(await whoOf(person)).toEqual({ issuer: "shop", sub: "immutable" });
  });

  it("is down or nothing is activated: if it cannot be put, the factor is not confirmed", async () => {
    const person = acme.person("not-put");
    await person.enrollTotp();
    const code = person.totpCode();
    service.aws.fail(/^PutItemCommand$/, "denied", { sk: /WHO/, times: 1 });
    expect((await person.confirm(person.totpFactorId, code)).status).toBe(503);
    service.aws.heal();
    expect((await person.confirm(person.totpFactorId, code)).status).toBe(200);
  });
});
