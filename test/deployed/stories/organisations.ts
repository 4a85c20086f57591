import { expect } from "vitest";
import { Organisation } from "../../harness/organisation.ts";
import type { DeployedService, StoryService } from "../deployed-service.ts";

/** A user without a second factor must set one up at the next login, and nobody can opt out. */
export async function enforced(service: StoryService): Promise<void> {
  const strict = new Organisation(service, service.issuer, "strict");
  await strict.setPolicy({ required: true, recoveryHelp: "Ask the desk" });
  const gina = strict.person("gina");
  expect((await gina.withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
  await gina.hasTotp();
  expect((await gina.withPassword("POST", "/v1/login")).body["recoveryHelp"]).toBe("Ask the desk");
  await gina.loginWithTotp();
  expect((await gina.withAccess("DELETE", "/v1/factors")).body["code"]).toBe("two_factor_required");
}

/** Only the number that an admin defined can be set up. */
export async function preRegistered(service: StoryService): Promise<void> {
  const registered = new Organisation(service, service.issuer, "registered");
  await registered.setPolicy({ required: true, phoneRegistration: "pre-registered" });
  const hugo = registered.person("hugo", { email: "hugo@example.com" });
  const put = await registered.asAdmin("PUT", registered.userPath(hugo, "phone"), { phoneNumber: "+4915112345603" });
  expect(put.body["preRegisteredPhone"]).toMatch(/03$/);
  service.clock.forward(600);
  const again = await registered.asAdmin("PUT", registered.userPath(hugo, "phone"), { phoneNumber: "+4915112345605" });
  expect(again.body["preRegisteredPhone"]).toMatch(/05$/);
  const other = await hugo.withPassword("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+4915112345604" },
  });
  expect(other.body["code"]).toBe("phone_not_pre_registered");
  await hugo.hasSms("+4915112345605");
  const list = { phones: [{ userId: "ines", phoneNumber: "+4915112345606" }] };
  expect((await registered.asAdmin("PUT", "/v1/admin/phones", list)).body["results"]).toMatchObject([{ ok: true }]);
  expect((await registered.asAdmin("DELETE", registered.userPath(hugo, "phone"))).status).toBe(204);
}

/** A phone is lost: the admin looks, resets, and the user starts again; everybody can read why. */
export async function reset(service: DeployedService): Promise<void> {
  const desk = new Organisation(service, service.issuer, "desk");
  const ida = desk.person("ida", { email: "ida@example.com" });
  await ida.hasTotp();
  const path = desk.userPath(ida);
  expect((await desk.asAdmin("GET", path)).body).toMatchObject({ enabled: true });
  expect((await desk.asAdmin("POST", desk.userPath(ida, "reset"), { reason: "Phone lost" })).status).toBe(200);
  expect((await ida.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  const jon = desk.person("jon");
  await jon.enrollTotp();
  expect((await desk.asAdmin("POST", desk.userPath(jon, "reset"), { reason: "A slip" })).body["known"]).toBe(true);
  await service.stage.drained();
  const { body } = await desk.asAdmin("GET", desk.userPath(ida, "events"));
  expect(body["events"][0]).toMatchObject({ type: "account.reset", data: { reason: "Phone lost" } });
  expect(service.stage.aws.mailbox.mails.map(({ subject }) => subject)).toContain(
    "Example: Your second step was reset",
  );
}

/** Wrong codes disable a user's app, an admin opens it again, and a right code names another address than the first login did. */
export async function reopening(service: DeployedService): Promise<void> {
  const desk = new Organisation(service, service.issuer, "reopening");
  const jo = desk.person("jo", { email: "jo@example.com" });
  await jo.withPassword("POST", "/v1/login");
  await jo.hasTotp();
  for (let nth = 0; nth < 20; nth += 1)
    service.clock.forward(Number((await jo.verify(jo.wrongTotpCode())).body["retryAfter"] ?? 0));
  expect((await jo.verify(jo.totpCode())).body["code"]).toBe("method_disabled");
  const reopened = await desk.asAdmin("POST", desk.userPath(jo, "reopen"), { method: "totp", reason: "Called us" });
  expect(reopened.status).toBe(204);
  const moved = desk.person("jo", { email: "jo@new.example.com" });
  jo.nextStep();
  expect((await moved.verify(jo.totpCode())).status).toBe(200);
  await service.stage.drained();
  const { body } = await desk.asAdmin("GET", desk.userPath(jo, "events"));
  expect(body["events"].map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(["method.reopened", "contact.changed"]),
  );
}

/** A tenant whose tokens named no address until now: a right code names the first, and makes the key that seals it. */
export async function firstAddress(service: DeployedService): Promise<void> {
  const silent = new Organisation(service, service.issuer, "silent");
  const kim = silent.person("kim");
  await kim.hasTotp();
  kim.nextStep();
  const named = silent.person("kim", { email: "kim@example.com" });
  expect((await named.verify(kim.totpCode())).status).toBe(200);
}
