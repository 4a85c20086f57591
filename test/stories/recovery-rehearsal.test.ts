import { describe, expect, it, test } from "vitest";
import type { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { deviceTokenOf } from "../harness/remembered.ts";
import { world } from "../harness/world.ts";

/** A recovery that an admin rehearses on a test user: it says what the real one does, and does nothing. */
const { service, organisationOf } = world({ variables: { SMS_COUNTRIES: "*" } });
const silent = world({ issuer: "silent", variables: { MAIL_FROM: "" } });
const day = 86_400_000;
const inHours = (hours: number): string => new Date(service.clock.now() + hours * 3_600_000).toISOString();
let nth = 0;
const phone = () => `+4179126${String(1000 + (nth += 1))}`;
const organisation = () => organisationOf(`org-${String((nth += 1))}`);

async function rehearsal(acme: Organisation, { email }: Pick<Person, "email">, policy: object = {}) {
  const { status, body } = await acme.asAdmin("POST", "/v1/admin/rehearse", {
    policy,
    userIds: [email],
    issuer: acme.issuer.settings.id,
    recovery: true,
  });
  expect(status).toBe(200);
  return body["users"][0]["recovery"];
}

/** Writes and messages that it causes, the admin's own login aside. */
async function writesOf(acme: Organisation, call: (admin: Person) => Promise<unknown>): Promise<number> {
  const admin = await acme.admin();
  await admin.loginWithTotp();
  await service.local.drained();
  const before = service.aws.writes;
  await call(admin);
  await service.local.drained();
  return service.aws.writes - before;
}

test("the real one then tells the same channels at the same times, and replaces the same", async () => {
  const acme = organisation();
  const number = phone();
  const lost = await recoveringPerson(acme, service, { phone: number });
  await acme.setPolicy({ trustedDevices: { days: 30 } });
  await deviceTokenOf(lost.person);
  await service.local.drained();
  const { body: before } = await acme.asAdmin("GET", acme.userPath(lost.person));
  const { hindrance, from, plan } = await rehearsal(acme, lost.person);
  expect([hindrance, from]).toEqual([null, inHours(0)]);
  expect(plan).toMatchObject({ delayHours: 72, needsApproval: false, approvalBy: null, readyAt: inHours(72) });
  expect(plan.channels).toEqual({
    email: "l•••@m•••.example",
    phones: [expect.stringMatching(/^\+41 ••• •• •• \d\d$/)],
  });
  expect(plan.notices).toEqual([
    { kind: "code", at: inHours(0), toPhones: false },
    { kind: "waiting", at: inHours(0), toPhones: true },
    { kind: "half-way", at: inHours(36), toPhones: true },
    { kind: "ready", at: inHours(72), toPhones: true },
    { kind: "completed", at: null, toPhones: true },
    { kind: "ended", at: inHours(144), toPhones: false },
  ]);
  const { factors, backupCodes, devices } = plan.replaced;
  expect(factors).toEqual(
    (before["factors"] as readonly { id: string; type: string; label: string }[]).map(({ id, type, label }) => ({
      id,
      type,
      label,
    })),
  );
  expect([backupCodes, devices]).toEqual([before["backupCodes"].remaining, before["devices"].length]);
  expect(devices).toBe(1);

  const sms = (): number => service.outbox.messages.filter(({ to }) => to === number).length;
  const [mailsBefore, smsBefore] = [lost.mails().length, sms()];
  const told = (): readonly [number, number] => [lost.mails().length - mailsBefore, sms() - smsBefore];
  await lost.asks();
  expect(told()).toEqual([1, 0]);
  const confirmed = await lost.confirms();
  await service.local.drained();
  expect([confirmed.body["recovery"].readyAt, told()]).toEqual([plan.readyAt, [2, 1]]);
  await lost.passes(35.9);
  expect(told()).toEqual([2, 1]);
  await lost.passes(0.2);
  expect(told()).toEqual([3, 2]);
  await lost.passes(36);
  expect(told()).toEqual([4, 3]);
  await lost.completes();
  await lost.sets();
  await service.local.drained();
  // The new factor is told of by an e-mail of its own.
  expect(told()).toEqual([6, 4]);
  const { body: after } = await acme.asAdmin("GET", acme.userPath(lost.person));
  expect([after["factors"].length, after["devices"].length]).toEqual([1, 0]);
});

test("it writes nothing and sends nothing, and a policy to try stays untried", async () => {
  const acme = organisation();
  const lost = await recoveringPerson(acme, service, { phone: phone(), recovery: null });
  const { body: policy } = await acme.asAdmin("GET", "/v1/admin/policy");
  const input = {
    policy: { recovery: { mode: "delay", delayHours: 24 } },
    userIds: [lost.person.email],
    recovery: true,
  };
  const writes = await writesOf(acme, async (admin) => {
    const { status, body } = await admin.withAccess("POST", "/v1/admin/rehearse", { body: input });
    expect([status, body["users"][0]["recovery"].plan.delayHours]).toEqual([200, 24]);
  });
  expect(writes).toBe(0);
  expect((await acme.asAdmin("GET", "/v1/admin/policy")).body).toEqual(policy);
  expect(await lost.shown()).toBeNull();
  const { body } = await acme.asAdmin("POST", "/v1/admin/rehearse", { policy: {}, userIds: [lost.person.email] });
  expect(body["users"][0]).not.toHaveProperty("recovery");
});

describe("it says", () => {
  it("that an approval is needed, until when, and that only the mailbox is told, for a week", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { recovery: { mode: "delay-and-approval", delayHours: 72 } });
    const { plan } = await rehearsal(acme, lost.person);
    expect(plan).toMatchObject({ delayHours: 168, needsApproval: true, approvalBy: inHours(2 * 168) });
    expect(plan.channels.phones).toEqual([]);
    expect(plan.notices.some(({ toPhones }: { toPhones: boolean }) => toPhones)).toBe(false);
  });

  it("that wrong codes of the last week ask for an approval", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone() });
    for (let tries = 0; tries < 5; tries += 1) await lost.person.verify(lost.person.wrongTotpCode());
    expect((await rehearsal(acme, lost.person)).plan.needsApproval).toBe(true);
  });

  it("when the next one may begin, where one waits or has waited", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone() });
    await lost.waits();
    const again = inHours(168);
    expect(await rehearsal(acme, lost.person)).toMatchObject({ hindrance: null, from: again });
    await lost.person.loginWithTotp();
    expect(await rehearsal(acme, lost.person)).toMatchObject({ from: again, plan: { delayHours: 72 } });
  });

  it("that three mails of a day are spent, and until when", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone() });
    const tomorrow = inHours(24);
    for (let sent = 0; sent < 3; sent += 1) await lost.asks();
    expect((await rehearsal(acme, lost.person)).from).toBe(tomorrow);
  });

  it("that the address changed, and when it will have settled", async () => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone() });
    lost.person.nextStep();
    const moved = acme.person(lost.person.email, { email: "moved@mail.example", email_verified: true });
    await moved.verify(lost.person.totpCode());
    const settled = new Date(service.clock.now() + 30 * day).toISOString();
    expect(await rehearsal(acme, lost.person)).toMatchObject({ hindrance: "contact_changed", from: settled });
  });

  it.each([
    ["policy_off", {}, { mode: "off", delayHours: 72 }],
    ["contact_unverified", { email_verified: undefined }, { mode: "delay", delayHours: 72 }],
    ["no_contact", { email: undefined }, { mode: "delay", delayHours: 72 }],
  ])("why nobody could ask: %s", async (hindrance, claims, recovery) => {
    const acme = organisation();
    const lost = await recoveringPerson(acme, service, { phone: phone(), claims, recovery });
    expect(await rehearsal(acme, lost.person)).toEqual({ hindrance, from: null, plan: null });
    expect((await lost.asks()).body["code"]).toBe("recovery_not_offered");
  });

  it("why nobody could ask: no factor, and no mail", async () => {
    const recovery = { mode: "delay", delayHours: 72 };
    const acme = organisation();
    const nobody = { hindrance: "no_factor", from: null, plan: null };
    expect(await rehearsal(acme, acme.person("newcomer"), { recovery })).toEqual(nobody);
    const { organisation: mute } = silent;
    const lost = await recoveringPerson(mute, silent.service);
    expect(await rehearsal(mute, lost.person)).toEqual({ hindrance: "no_mail", from: null, plan: null });
  });
});

it("is for admins of the user's organisation", async () => {
  const acme = organisation();
  const lost = await recoveringPerson(acme, service, { phone: phone() });
  const input = { policy: {}, userIds: [lost.person.email], recovery: true };
  await lost.person.loginWithTotp();
  const { body } = await lost.person.withAccess("POST", "/v1/admin/rehearse", { body: input });
  expect(body["code"]).toBe("forbidden");
  const stranger = await organisation().asAdmin("POST", "/v1/admin/rehearse", input);
  expect(stranger.body["users"][0]["recovery"]).toEqual({ hindrance: "no_factor", from: null, plan: null });
});
