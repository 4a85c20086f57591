import { describe, expect, test } from "vitest";
import { verifyAssertion } from "../../client/src/verify.ts";
import { type Situation, situations, type Verdict, verdict } from "../../docs/generate/levels-table.ts";
import type { Route } from "../../shared/contract/route.ts";
import { type RouteName, routes } from "../../shared/contract/routes.ts";
import type { Answer } from "../harness/called-service.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastAddress, leastBodies } from "../harness/least-bodies.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";
import { Authenticator } from "../harness/authenticator.ts";
import { shopOrigin, withPasskeys } from "../harness/world.ts";

/** Every row of the route table with every token of the table of levels (docs/api.md), over HTTP. A new row is covered by being in the table. */
const issuer = new Issuer("shop", withPasskeys);
const service = runningService({ issuers: [issuer.settings] });
const organisation = new Organisation(service, issuer, "acme");

const rows = Object.entries(routes) as [name: RouteName, route: Route][];
const at = (...levels: readonly Route["access"][]) => rows.filter(([, { access }]) => levels.includes(access));
const guarded = rows.filter(([, { access }]) => access !== "public");

const ask = async ([name, route]: (typeof rows)[number], token?: string): Promise<Answer> =>
  service.call(route.method, leastAddress(route), {
    token,
    ...(route.method === "GET" || route.method === "DELETE" ? {} : { body: leastBodies[name] ?? {} }),
  });

const seconds = (): number => Math.floor(service.clock.now() / 1000);
const roles = ["2fa-admin", "2fa-operator"];
let nth = 0;
/** With the roles of an admin and of an operator by default, since they must not help by themselves. */
const somebody = (claims: object = { roles }): Person => organisation.person(`person-${(nth += 1)}`, claims);
const enrolled = async (claims?: object): Promise<Person> => {
  const person = somebody(claims);
  await person.hasTotp();
  return person;
};
const enrolledBoth = async (): Promise<{ readonly person: Person; readonly key: Authenticator }> => {
  const [person, key] = [await enrolled(), new Authenticator(shopOrigin)];
  await person.hasPasskey(key);
  return { person, key };
};
const tokenOf = ({ email }: Person, claims: object = {}): string =>
  issuer.token(service.clock, { sub: email, org: "acme", roles, ...claims });
const accessOf = async (person: Person, code: string, claims: object = {}): Promise<string> => {
  const { body } = await service.call("POST", "/v1/login/verify", { token: tokenOf(person, claims), body: { code } });
  return String(body["accessToken"]);
};
const longAgo = () => ({ auth_time: seconds() - 3600 });

/** Brings an account and a token into each situation. */
const tokenIn: Readonly<Record<Situation, () => Promise<string>>> = {
  "first-factor token, no factor active": async () => tokenOf(somebody()),
  "first-factor token, no factor active, password entered long ago": async () => tokenOf(somebody(), longAgo()),
  "first-factor token, no factor active, time of the password unknown": async () =>
    tokenOf(somebody(), { auth_time: undefined }),
  "first-factor token, a factor active": async () => tokenOf(await enrolled()),
  "first-factor token, a factor active, password entered long ago": async () => tokenOf(await enrolled(), longAgo()),
  "access token of an active factor": async () => String((await enrolled()).accessToken),
  "access token of an active factor, password entered long ago": async () => {
    const person = await enrolled();
    return accessOf(person, person.totpCode(), longAgo());
  },
  "access token of the backup codes": async () => {
    const person = await enrolled();
    return accessOf(person, String(person.backupCodes[0]));
  },
  "access token of an earlier epoch": async () => {
    const person = await enrolled();
    const token = String(person.accessToken);
    await person.withAccess("DELETE", "/v1/factors");
    person.accessToken = undefined;
    await person.hasTotp();
    return token;
  },
  "access token of a removed factor": async () => {
    const person = await enrolled();
    const token = String(person.accessToken);
    const first = person.totpFactorId;
    await person.hasTotp();
    await person.loginWithTotp();
    await person.withAccess("DELETE", `/v1/factors/${first}`);
    return token;
  },
  "access token of replaced backup codes": async () => {
    const person = await enrolled();
    const token = await accessOf(person, String(person.backupCodes[0]));
    service.clock.forward(1);
    await person.withAccess("POST", "/v1/backup-codes");
    return token;
  },
  "access token, no factor active any more": async () => {
    const person = await enrolled();
    await person.withAccess("DELETE", "/v1/factors");
    return String(person.accessToken);
  },
  "first-factor token, a passkey active": async () => tokenOf((await enrolledBoth()).person),
  "access token of a passkey": async () => {
    const { person, key } = await enrolledBoth();
    await person.loginWithPasskey(key);
    return String(person.accessToken);
  },
  "access token of an app, a passkey active beside it": async () => String((await enrolledBoth()).person.accessToken),
  "access token of the backup codes, a passkey active": async () => {
    const { person } = await enrolledBoth();
    return accessOf(person, String(person.backupCodes[0]));
  },
};

/** Makes a thing once for all that leave it as it is, and anew after these seconds, before a token of it ends. */
function kept<T>(forSeconds: number, make: () => Promise<T>) {
  let known: { readonly thing: T; readonly until: number } | undefined;
  return {
    get: async (): Promise<T> => {
      if (known === undefined || service.clock.now() >= known.until)
        known = { thing: await make(), until: service.clock.now() + forSeconds * 1000 };
      return known.thing;
    },
    drop: (): void => void (known = undefined),
  };
}

/** The refusals first: they leave the token, and the account that it is of, as they were. */
const judged = (situation: Situation) =>
  guarded
    .flatMap(([name, route]) =>
      route.access === "public" ? [] : [[name, route, verdict(route.access, situation)] as const],
    )
    .toSorted(([, , one], [, , other]) => Number(one === "yes") - Number(other === "yes"));

function verdictOf({ status, body, headers }: Answer): Verdict {
  if (body["code"] === "unauthenticated") return "401 unauthenticated";
  if (body["code"] === "password_time_unknown") return "403 password_time_unknown";
  if (body["code"] !== "insufficient_user_authentication") {
    expect([401, 403, 503]).not.toContain(status);
    return "yes";
  }
  switch (headers.get("www-authenticate")) {
    case 'Bearer error="insufficient_user_authentication", acr_values="urn:countersign:2fa"':
      if (body["methods"] === undefined) return "401 code";
      expect(body["methods"]).toEqual(["passkey", "backup_code"]);
      return "401 passkey or backup code";
    case 'Bearer error="insufficient_user_authentication", max_age="300"':
      return "401 password";
    case 'Bearer error="insufficient_user_authentication", max_age="300", acr_values="urn:countersign:2fa"':
      return "401 password and code";
    default:
      throw new Error(`Not a step-up: ${String(headers.get("www-authenticate"))}`);
  }
}

describe.each(at("public"))("%s is public", (...row) => {
  test("it needs nothing, and a token that proves nothing does no harm", async () => {
    // A link that is none of ours is answered as no link, to everybody.
    const expected = row[0] in leastBodies ? 404 : row[1].status;
    for (const token of [undefined, "nonsense"]) expect((await ask(row, token)).status).toBe(expected);
  });
});

describe.each(situations)("%s", (situation) => {
  const token = kept(60, tokenIn[situation]);
  test.each(judged(situation))("%s judges by its level", async (name, route, expected) => {
    const asked = await token.get();
    const sent = await service.aws.during(async () =>
      expect(verdictOf(await ask([name, route], asked))).toBe(expected),
    );
    // A call that was let through and wrote something may have changed the account.
    if (expected === "yes" && sent.some((command) => /^(Put|Update)/.test(command))) token.drop();
  });
});

const assertions = kept(30, async () => {
  const person = somebody();
  const { body } = await person.withPassword("POST", "/v1/login");
  await person.hasTotp();
  return [person.assertion, String(body["assertion"])];
});

describe.each(guarded)("%s", (...row) => {
  test("takes no assertion, of a code or of the password alone", async () => {
    for (const token of await assertions.get()) expect(verdictOf(await ask(row, token))).toBe("401 unauthenticated");
  });

  test("needs a token", async () => {
    const none = await ask(row);
    expect(none).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(none.headers.get("www-authenticate")).toBe("Bearer");
    const bad = await ask(row, "eyJhbGciOiJub25lIn0.e30.");
    expect(bad.body["code"]).toBe("unauthenticated");
  });

  test("reads the caller's account", () => {
    expect(row[1].touches.account, "the account's role decides whether a token still counts").toBeDefined();
  });
});

describe.each(situations)("verifyAssertion of a client app, with a %s", (situation) => {
  test("takes no token but an assertion", async () => {
    await expect(
      verifyAssertion(await tokenIn[situation](), {
        issuer: service.url,
        audience: "shop",
        user: { subject: `person-${nth}`, tenant: "acme", idp: "shop" },
        replay: "none",
        now: new Date(service.clock.now()),
      }),
    ).rejects.toMatchObject({ name: "AssertionRefused" });
  });
});

const noAdmin = kept(60, async () => enrolled({ roles: ["reader", "admin", "2fa-admins"] }));
const wasReset = kept(60, async () => {
  const admin = await enrolled();
  const path = organisation.userPath(admin, "reset");
  expect((await organisation.asAdmin("POST", path, { reason: "Left the company" })).status).toBe(200);
  return admin;
});

describe.each(at("admin", "adminFresh"))("%s", (...row) => {
  test("is not for users, however well they proved who they are", async () => {
    const person = await noAdmin.get();
    expect(await ask(row, person.accessToken)).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });

  test("refuses a user before it looks at the fields", async () => {
    const { method, path } = row[1];
    const refused = await service.call(method, `${path}?userId=${"x".repeat(400)}`, {
      token: tokenOf(somebody(), { roles: [] }),
      ...(method === "GET" ? {} : { body: { junk: 1 } }),
    });
    expect(refused.body["code"]).toBe("forbidden");
  });

  test("is not for an admin who was reset", async () => {
    expect(verdictOf(await ask(row, (await wasReset.get()).accessToken))).toBe("401 unauthenticated");
  });
});
