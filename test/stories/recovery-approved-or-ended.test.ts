import { describe, expect, test } from "vitest";
import { mailedLink } from "../harness/mailed-link.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf } = world({ variables: { SMS_COUNTRIES: "*" } });
const wrong = "0000-0000-0000";
let nth = 0;
const organisation = () => organisationOf(`org-${(nth += 1)}`);
const phone = () => `+4179124${String(1000 + (nth += 1))}`;
const lostPerson = async (options: Parameters<typeof recoveringPerson>[2] = {}) =>
  recoveringPerson(organisation(), service, options);

test("a policy that is switched off ends what waits, and on again does not bring it back", async () => {
  const acme = organisation();
  const lost = await recoveringPerson(acme, service, { phone: phone() });
  await lost.waits();
  await acme.setPolicy({ recovery: { mode: "off" } });
  expect((await acme.asAdmin("GET", "/v1/admin/policy")).body["recovery"]).toEqual({ mode: "off", delayHours: 72 });
  expect(await lost.shown()).toBeNull();
  service.clock.forward(60);
  await acme.setPolicy({ recovery: { mode: "delay", delayHours: 72 } });
  expect(await lost.shown()).toBeNull();
  await lost.passes(37);
  expect(lost.mails()[0]?.text).toContain("your organisation no longer offers it");
  expect((await lost.completes(wrong)).body["code"]).toBe("challenge_expired");
});

describe("the link of its notices", () => {
  const post = async (path: string, token: string) => (await service.call("POST", path, { body: { token } })).body;
  const cancel = async (token: string): Promise<unknown> => (await post("/v1/recovery/cancel", token))["state"];
  const stateOf = async (token: string): Promise<unknown> => (await post("/v1/links", token))["state"];

  test("says what it is about, ends it, tells the user, and says so again", async () => {
    const lost = await lostPerson({ phone: phone() });
    const at = new Date(service.clock.now()).toISOString();
    await lost.waits();
    const token = await mailedLink(service, lost.email);
    const about = { kind: "cancel-recovery", app: expect.any(String), account: "l•••@m•••.example", at };
    expect(await post("/v1/links", token)).toEqual({ ...about, state: "open" });
    expect([await cancel(token), await cancel(token), await stateOf(token)]).toEqual(["done", "done", "done"]);
    expect(await lost.shown()).toBeNull();
    await service.local.drained();
    expect(lost.mails()[0]?.text).toContain("called off by the link in an e-mail");
    service.clock.forward(7 * 86_400);
    await lost.waits();
    expect([await cancel(token), (await lost.shown())?.["state"]]).toEqual(["done", "waiting"]);
  });

  test("ends none that a login ended, no later one, and nothing once it is too old", async () => {
    const lost = await lostPerson({ phone: phone() });
    await lost.waits();
    const token = await mailedLink(service, lost.email);
    await lost.person.loginWithTotp();
    expect([await stateOf(token), await cancel(token)]).toEqual(["done", "over"]);
    service.clock.forward(7 * 86_400);
    await lost.waits();
    expect([await cancel(token), (await lost.shown())?.["state"]]).toEqual(["over", "waiting"]);
    service.clock.forward(60 * 86_400);
    expect([await stateOf(token), await cancel(token)]).toEqual(["expired", "expired"]);
  });

  test("has nothing left to end where the policy was switched off, and the user is told that", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone() });
    await lost.waits();
    const token = await mailedLink(service, lost.email);
    await acme.setPolicy({ recovery: { mode: "off", delayHours: 72 } });
    service.clock.forward(60);
    expect([await stateOf(token), await cancel(token), await cancel(token)]).toEqual(["done", "over", "over"]);
    await service.local.drained();
    expect(lost.mails()[0]?.text).toContain("your organisation no longer offers it");
  });
});

describe("an approval", () => {
  const approve = async (
    acme: ReturnType<typeof organisation>,
    lost: { readonly person: Parameters<typeof acme.userPath>[0] },
  ) => acme.asAdmin("POST", acme.userPath(lost.person, "recovery"), { reason: "Seen by video call" });

  test("is asked for where the policy says so, and does not shorten the wait", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, {
      phone: phone(),
      recovery: { mode: "delay-and-approval", delayHours: 24 },
    });
    expect((await lost.waits()).body["recovery"].needsApproval).toBe(true);
    await lost.passes(25);
    expect(await lost.shown()).toMatchObject({ state: "waiting", needsApproval: true });
    expect((await lost.completes(wrong)).body["code"]).toBe("recovery_not_ready");
    expect((await approve(acme, lost)).status).toBe(204);
    expect(await lost.shown()).toMatchObject({ state: "ready", needsApproval: false });
    await lost.passes(0.1);
    expect((await lost.completes()).status).toBe(201);
    expect((await lost.sets()).status).toBe(200);
  });

  test("is asked for after wrong codes that locked a method, before or since", async () => {
    for (const whenWaiting of [false, true]) {
      const lost = await lostPerson({ phone: phone() });
      const guess = async () => {
        for (let tries = 0; tries < 5; tries += 1) await lost.person.verify(lost.person.wrongTotpCode());
      };
      if (!whenWaiting) await guess();
      expect((await lost.waits()).body["recovery"].needsApproval).toBe(!whenWaiting);
      if (whenWaiting) await guess();
      await lost.passes(73);
      expect(await lost.shown()).toMatchObject({ state: "waiting", needsApproval: true });
    }
  });

  test("is asked for an account that ever signed in with a role", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone() });
    const asAdmin = acme.person(lost.person.email, { roles: ["2fa-admin"], email: lost.email, email_verified: true });
    lost.person.nextStep();
    await asAdmin.verify(lost.person.totpCode());
    expect((await lost.waits()).body["recovery"].needsApproval).toBe(true);
  });

  test("is never the word of whoever is recovered", async () => {
    const acme = organisation();
    await acme.setPolicy({ recovery: { mode: "delay-and-approval", delayHours: 24 } });
    const admin = await acme.admin();
    for (const method of ["POST", "DELETE"])
      expect((await acme.asAdmin(method, acme.userPath(admin, "recovery"), { reason: "Myself" })).body["code"]).toBe(
        "forbidden",
      );
  });

  test("is none of a request that nobody confirmed, or of none", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service);
    expect((await approve(acme, lost)).body["code"]).toBe("recovery_not_offered");
    await lost.asks();
    expect((await approve(acme, lost)).body["code"]).toBe("recovery_not_ready");
  });

  test("can be refused: then it is over, and the user is told", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone() });
    await lost.waits();
    const refusal = await acme.asAdmin("DELETE", acme.userPath(lost.person, "recovery"), { reason: "It was not her" });
    expect(refusal.status).toBe(204);
    expect(await lost.shown()).toBeNull();
    await service.local.drained();
    expect(lost.mails()[0]?.text).toContain("an administrator refused it");
  });
});

test("a remembered device logs in, and shows the recovery with a token that can end it", async () => {
  const acme = organisation();
  const lost = await recoveringPerson(acme, service, { phone: phone() });
  await acme.setPolicy({ trustedDevices: { days: 30 } });
  const device = await deviceTokenOf(lost.person);
  expect((await loginWith(lost.person, device)).body["recovery"]).toBeNull();
  await lost.waits();
  const { body } = await loginWith(
    lost.person,
    String((await loginWith(lost.person, device)).body["remembered"].token),
  );
  expect(body["recovery"]).toMatchObject({ state: "waiting", cancelToken: expect.stringMatching(/^lnk_/) });
  expect(await lost.shown()).toMatchObject({ state: "waiting" });
});

test("a recovery that is finished ends the remembered devices, of the owner's and of whoever has the password", async () => {
  const acme = organisation();
  const lost = await recoveringPerson(acme, service, { phone: phone() });
  await acme.setPolicy({ trustedDevices: { days: 30 } });
  const device = await deviceTokenOf(lost.person);
  await lost.waits();
  await lost.passes(73);
  await lost.completes();
  expect((await lost.sets()).status).toBe(200);
  expect((await loginWith(lost.person, device)).body).toMatchObject({ decision: "challenge", forget: [0] });
});

test("the help desk's code bridges the delay: a login with it ends nothing, and one with a backup code does", async () => {
  const acme = organisation();
  const lost = await recoveringPerson(acme, service, { phone: phone() });
  await lost.waits();
  const issued = await acme.asAdmin("POST", acme.userPath(lost.person, "bypass-code"), { reason: "Lost everything" });
  const bridged = await lost.person.verify(String(issued.body["code"]));
  expect(bridged.body).toMatchObject({ method: "bypass_code", accessToken: null });
  expect(await lost.shown()).toMatchObject({ state: "waiting" });
  expect((await lost.person.verify(String(lost.person.backupCodes[0]))).status).toBe(200);
  expect(await lost.shown()).toBeNull();
});

test("an undo ends it, in its own write, and the help desk's code with it", async () => {
  const acme = organisation();
  const lost = await recoveringPerson(acme, service, { phone: phone() });
  service.clock.forward(30 * 86_400);
  await lost.person.loginWithTotp();
  expect((await lost.person.withAccess("DELETE", `/v1/factors/${lost.person.totpFactorId}`)).status).toBe(204);
  const token = await mailedLink(service, lost.email);
  await lost.waits();
  const issued = await acme.asAdmin("POST", acme.userPath(lost.person, "bypass-code"), { reason: "Lost everything" });
  lost.person.nextStep();
  const body = { token, code: lost.person.totpCode() };
  expect((await lost.person.withPassword("POST", "/v1/undo", { body })).status).toBe(204);
  expect(await lost.shown()).toBeNull();
  expect((await lost.person.verify(String(issued.body["code"]))).body["code"]).toBe("invalid_code");
  await service.local.drained();
  const { body: log } = await acme.asAdmin("GET", acme.userPath(lost.person, "events"));
  const events = log["events"] as readonly { type: string; at: string; data: object }[];
  const undone = events.find(({ type }) => type === "change.undone");
  expect(events.find(({ type }) => type === "recovery.cancelled")).toMatchObject({
    at: undone?.at,
    data: { by: "login" },
  });
});

test("seven days of nothing end a request, and three days a recovery that was ready", async () => {
  const lost = await lostPerson({ phone: phone() });
  await lost.asks();
  service.clock.forward(7 * 86_400);
  expect(await lost.shown()).toBeNull();
  await lost.waits();
  await lost.passes(73);
  const code = lost.mailedCode();
  await lost.passes(72);
  expect((await lost.completes(code)).body["code"]).toBe("challenge_expired");
  expect(lost.mails()[0]?.text).toContain("nobody went on with it in time");
});
