import { expect, it } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { type RouteName, routes } from "../../shared/contract/routes.ts";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastAddress, leastBodies } from "../harness/least-bodies.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");
const withBody = (Object.entries(routes) as [RouteName, Route][]).filter(([, { body }]) => body !== undefined);

/** Fields that only the server decides, and the password: no call asks for it, so none can be used to try passwords. */
const serverOnly = {
  preRegistered: true,
  preRegisteredPhone: "+41791234631",
  status: "active",
  active: true,
  verified: true,
  isPhoneVerified: true,
  enabled: false,
  secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  lastStep: 0,
  failures: 0,
  throttle: {},
  epoch: 0,
  tenant: "umbrella",
  userId: "the-admin",
  sub: "the-admin",
  roles: ["2fa-admin"],
  acr: "urn:countersign:2fa",
  auth_time: 4_102_444_800,
  password: "correct horse battery staple",
};

it.each(Object.entries(serverOnly))("no call takes %s from its caller (CVE-2026-27946)", async (field, value) => {
  const person = acme.person(`sets-${field}`, { roles: ["2fa-admin"] });
  await person.hasTotp();
  const before = (await person.withPassword("GET", "/v1/factors")).text;
  for (const [name, route] of withBody) {
    const { method, access } = route;
    const named = leastAddress(route, { factorId: person.totpFactorId, userId: person.email });
    const answer = await service.call(method, named, {
      token: await person.tokenFor(access),
      body: { ...leastBodies[name], [field]: value },
    });
    expect([name, outcomeOf(answer)]).toEqual([name, "invalid_request"]);
  }
  expect((await person.withPassword("GET", "/v1/factors")).text).toBe(before);
});

it("nor from the query of an address", async () => {
  const person = acme.person("sets-by-query");
  const refused = await person.withPassword("POST", "/v1/factors?status=active&tenant=umbrella&verified=true", {
    body: { type: "totp" },
  });
  expect(outcomeOf(refused)).toBe("invalid_request");
  expect(outcomeOf(await person.withPassword("GET", "/v1/factors?enabled=true"))).toBe("invalid_request");
  expect((await person.withPassword("GET", "/v1/factors")).body).toMatchObject({ enabled: false, factors: [] });
});
