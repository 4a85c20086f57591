import type { JSONWebKeySet } from "jose";
import { expect } from "vitest";
import { verifyAssertion } from "../../../client/src/verify.ts";
import { Organisation } from "../../harness/organisation.ts";
import type { DeployedService, StoryService } from "../deployed-service.ts";

/** An app is set up, every code works once, and an app that knows the service's keys believes the assertion without asking again. */
export async function appSetUpAndLogins(service: StoryService): Promise<void> {
  const invest = new Organisation(service, service.issuer, "invest");
  const ada = invest.person("ada", { email: "ada@example.com" });
  expect((await ada.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  await ada.enrollTotp();
  await ada.confirm(ada.totpFactorId, ada.totpCode());
  expect(ada.backupCodes).toHaveLength(10);
  expect((await ada.verify(ada.totpCode())).body["code"]).toBe("code_already_used");

  expect((await ada.withPassword("POST", "/v1/login")).body["decision"]).toBe("challenge");
  expect((await ada.verify(ada.wrongTotpCode())).body).toMatchObject({ code: "invalid_code", attemptsRemaining: 4 });
  ada.nextStep();
  const code = ada.totpCode();
  expect(await ada.verify(code)).toMatchObject({ status: 200, body: { method: "totp" } });
  expect((await ada.verify(code)).body["code"]).toBe("code_already_used");

  const keys = (await service.call("GET", "/.well-known/jwks.json")).body as JSONWebKeySet;
  const assertion = await verifyAssertion(String(ada.assertion), {
    issuer: service.url,
    audience: "shop",
    user: { subject: "ada", tenant: "invest", idp: "main" },
    replay: "none",
    jwks: keys,
    now: new Date(service.clock.now()),
  });
  expect(assertion).toMatchObject({ tenant: "invest", idp: "main", factor: "totp" });
}

/** Backup codes, a new set as a file, a name, and the way back to the password alone. */
export async function backupCodesAndTheWayOut(service: StoryService): Promise<void> {
  const invest = new Organisation(service, service.issuer, "invest");
  const ben = invest.person("ben", { email: "ben@example.com" });
  await ben.hasTotp();
  const [first = ""] = ben.backupCodes;
  expect((await ben.verify(first)).body).toMatchObject({ method: "backup_code", backupCodes: { remaining: 9 } });
  expect((await ben.verify(first)).body["code"]).toBe("code_already_used");

  const file = await ben.withAccess("POST", "/v1/backup-codes", { headers: { accept: "text/plain" } });
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="backup-codes.txt"');
  const [fresh = ""] = /([0-9A-Z]{4}-){2}[0-9A-Z]{4}/.exec(file.text) ?? [];
  expect((await ben.verify(String(ben.backupCodes[1]))).body["code"]).toBe("invalid_code");
  expect((await ben.verify(fresh)).status).toBe(200);

  const renamed = await ben.withAccess("PATCH", `/v1/factors/${ben.totpFactorId}`, { body: { label: "Old phone" } });
  expect(renamed.body["factor"].label).toBe("Old phone");
  expect((await ben.withAccess("GET", "/v1/factors")).body).toMatchObject({ factors: [{ label: "Old phone" }] });
  await ben.enrollTotp();
  await ben.confirm(ben.totpFactorId, ben.totpCode());
  expect((await ben.withAccess("DELETE", `/v1/factors/${ben.totpFactorId}`)).status).toBe(204);
  expect((await ben.withAccess("DELETE", "/v1/factors")).status).toBe(204);
  expect((await ben.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
}

/** Activity reaches the page by stream and function, and the user gets the e-mails. */
export async function activityAndMails(service: DeployedService): Promise<void> {
  const invest = new Organisation(service, service.issuer, "invest");
  const cleo = invest.person("cleo", { email: "cleo@example.com" });
  await cleo.enrollTotp();
  cleo.nextStep();
  await cleo.confirm(cleo.totpFactorId, cleo.totpCode());
  expect(await cleo.loginWithTotp()).toMatchObject({ status: 200 });
  cleo.nextStep();
  expect(await cleo.verify(String(cleo.backupCodes[0]))).toMatchObject({ status: 200 });
  await service.stage.drained();
  const { body } = await cleo.activity();
  const types = (body["events"] as { type: string }[]).map(({ type }) => type);
  expect(types).toEqual(["login.succeeded", "login.succeeded", "factor.activated", "factor.enrollment_started"]);
  expect(service.stage.events.map(({ "detail-type": type }) => type)).toEqual(expect.arrayContaining(types));
  const audited = service.stage.audited.map(({ message }) => (JSON.parse(message) as { type: string }).type);
  expect(audited).toEqual(expect.arrayContaining(types));

  const mails = service.stage.aws.mailbox.mails.filter(({ to }) => to === "cleo@example.com");
  expect(mails.map(({ subject }) => subject)).toEqual(["Example: Backup code used", "Example: Two-step sign-in is on"]);
}
