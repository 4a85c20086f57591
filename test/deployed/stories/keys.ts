import { expect } from "vitest";
import type { Route } from "../../../shared/contract/route.ts";
import { routes } from "../../../shared/contract/routes.ts";
import { slotAt, slotEnd } from "../../../shared/identity/signing-keys.ts";
import { leastAddress, leastBodies } from "../../harness/least-bodies.ts";
import { Organisation } from "../../harness/organisation.ts";
import type { DeployedService } from "../deployed-service.ts";

const idsOf = async (service: DeployedService): Promise<readonly string[]> => {
  const { body } = await service.call("GET", "/.well-known/jwks.json");
  return (body["keys"] as { kid: string }[]).map(({ kid }) => kid);
};

/** The schedule makes the signing keys of the days to come, so that nobody waits for one. */
export async function signingKeysAhead(service: DeployedService): Promise<void> {
  await service.stage.runSchedule();
  const before = await idsOf(service);
  service.clock.forward(40 * 86_400);
  // Whoever asks makes a key that is missing: no schedule is waited for.
  const after = await idsOf(service);
  await service.stage.runSchedule();
  expect(after.length).toBeGreaterThan(0);
  expect(after).not.toEqual(before);
}

const germanPhones: { readonly [N in keyof typeof routes]?: object } = {
  adminPreRegisterPhone: { phoneNumber: "+4915112345699" },
  adminPreRegisterPhones: { phones: [{ userId: "ada", phoneNumber: "+4915112345698" }] },
};

/** Whichever step an organisation begins with, it is answered: one that only reads needs no key, one that writes makes its own. */
export async function anyStepFirst(service: DeployedService): Promise<void> {
  const operators = new Organisation(service, service.issuer, "operators");
  const operator = operators.person("operator", { roles: ["2fa-operator"] });
  await operator.hasTotp();
  for (const [name, route] of Object.entries(routes) as [keyof typeof routes, Route][]) {
    if (route.access === "public") continue;
    const tenant = `first-${route.function.replaceAll("/", "-")}`;
    const path = leastAddress(route, { issuer: "main" });
    const body = germanPhones[name] ?? leastBodies[name];
    const options = body === undefined ? {} : { body };
    const isAdmin = route.access === "admin" || route.access === "adminFresh";
    const ada = new Organisation(service, service.issuer, tenant).person("ada");
    // Of a user who only began to set something up nobody has put down who it is: the reset does.
    if (name === "adminResetUser") await ada.withPassword("POST", "/v1/factors", { body: { type: "totp" } });
    if (isAdmin) {
      const eve = new Organisation(service, service.issuer, `${tenant}-own`).person("eve", { roles: ["2fa-admin"] });
      expect((await eve.withPassword(route.method, path, options)).body["code"], name).toMatch(/^insufficient_user/);
      await operator.loginWithTotp();
    }
    const answer = isAdmin
      ? await operator.withAccess(route.method, `${path}${path.includes("?") ? "&" : "?"}tenant=${tenant}`, options)
      : await ada.withPassword(route.method, path, options);
    expect(answer.status, `${name} ${answer.text}`).toBeLessThan(500);
  }
}

const year = 400 * 86_400;

/** After a year each key gets a successor, made by whoever needs it first and may make it. */
export async function aYearLater(service: DeployedService): Promise<void> {
  const { clock, stage } = service;
  const old = new Organisation(service, service.issuer, "old");
  const ada = old.person("ada");
  const ben = old.person("ben", { email: "old@example.com" });
  await ada.hasTotp();
  await ben.hasSms("+4915112345605");
  const first: readonly (() => Promise<number>)[] = [
    async () => (await ada.withPassword("POST", "/v1/login")).status,
    async () => (await ada.verify(ada.totpCode())).status,
    async () => (await service.call("GET", "/.well-known/jwks.json")).status,
    async () => stage.runSchedule().then(() => 200),
    async () => (await ben.withPassword("POST", "/v1/login")).status,
    async () => (await ben.withPassword("POST", "/v1/login/sms", { body: {} })).status - 2,
  ];
  for (const call of first) {
    clock.forward(year);
    expect(await call()).toBe(200);
  }
}

/** Set up at the end of a month, confirmed in the next: then that step makes the signing key. */
export async function confirmedInTheNextMonth(service: DeployedService): Promise<void> {
  const { clock } = service;
  const end = slotEnd(slotAt(clock.now() + year * 1000));
  clock.forward((end - clock.now()) / 1000 - 60);
  const dora = new Organisation(service, service.issuer, "old").person("dora");
  await dora.enrollTotp();
  clock.forward(120);
  expect((await dora.confirm(dora.totpFactorId, dora.totpCode())).status).toBe(200);
}

/** The token of the set-up named no e-mail address, that of the confirmation does: then that step makes the key of contacts. */
export async function contactNamedLate(service: DeployedService): Promise<void> {
  const claims: { email?: string } = {};
  const finn = new Organisation(service, service.issuer, "late").person("finn", claims);
  await finn.enrollTotp();
  claims.email = "finn@example.com";
  expect((await finn.confirm(finn.totpFactorId, finn.totpCode())).status).toBe(200);
}
