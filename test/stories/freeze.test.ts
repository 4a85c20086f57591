import { describe, expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import { mailedLink, mailsTo } from "../harness/mailed-link.ts";
import type { Person } from "../harness/person.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

/** The link of a removal's notice stops changes for a day, and does nothing else: whoever reads the owner's mail must not outrank a factor. */
const { service, organisation } = world({ issuer: "freeze", tenant: "freeze" });
const hour = 3600;
let nth = 0;
const addressOf = ({ email }: Person): string => `${email}@freeze.example`;
const linkOf = async (person: Person): Promise<string> => mailedLink(service, addressOf(person));
const post = async (path: string, token: string): Promise<Answer> => service.call("POST", path, { body: { token } });
const freeze = async (token: string): Promise<unknown> => (await post("/v1/freeze", token)).body;
const stateOf = async (token: string): Promise<unknown> => (await post("/v1/links", token)).body["state"];
/** Has two apps; the first is removed. */
async function changed(): Promise<Person> {
  const name = `person-${(nth += 1)}`;
  const person = organisation.person(name, { email: `${name}@freeze.example` });
  await person.hasTotp();
  const first = person.totpFactorId;
  await person.hasTotp();
  await person.loginWithTotp();
  expect((await person.withAccess("DELETE", `/v1/factors/${first}`)).status).toBe(204);
  return person;
}
const changesOf = (person: Person): readonly Promise<Answer>[] => [
  person.withAccess("POST", "/v1/factors", { body: { type: "totp" } }),
  person.withAccess("PATCH", `/v1/factors/${person.totpFactorId}`, { body: { label: "Mine" } }),
  person.withAccess("DELETE", `/v1/factors/${person.totpFactorId}`),
  person.withAccess("DELETE", "/v1/factors"),
  person.withAccess("POST", "/v1/backup-codes"),
];

test("changes wait for a day, devices end, logins go on, and the owner is told", async () => {
  await organisation.setPolicy({ trustedDevices: { days: 30 } });
  const ada = await changed();
  ada.nextStep();
  const { body } = await ada.withPassword("POST", "/v1/login/verify", {
    body: { code: ada.totpCode(), rememberDevice: { label: "Browser" } },
  });
  ada.nextStep();
  await ada.enrollTotp();
  const pending = ada.totpFactorId;
  const token = await linkOf(ada);
  expect(await freeze(token)).toEqual({ state: "done" });

  const codes = ada.backupCodes;
  expect((await ada.verify(codes[0] ?? "")).status).toBe(200);
  expect(await ada.confirm(pending, ada.totpCode())).toMatchObject({ status: 423, body: { code: "account_frozen" } });
  for (const answer of await Promise.all(changesOf(ada))) {
    expect(answer).toMatchObject({ status: 423, body: { code: "account_frozen" } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(86_000);
  }
  const login = await ada.withPassword("POST", "/v1/login", { body: { devices: [body["device"].token] } });
  expect(login.body).toMatchObject({ decision: "challenge", forget: [0] });
  expect((await mailsTo(service, addressOf(ada)))[1]?.subject).toContain("stopped");

  service.clock.forward(24 * hour);
  await ada.verify(codes[1] ?? "");
  expect((await ada.withAccess("POST", "/v1/backup-codes")).status).toBe(201);
});

test("a link freezes once; the link of a later change freezes again", async () => {
  const ada = await changed();
  const first = await linkOf(ada);
  expect(await stateOf(first)).toBe("open");
  expect([await freeze(first), await freeze(first)]).toEqual([{ state: "done" }, { state: "done" }]);
  expect(await stateOf(first)).toBe("done");
  service.clock.forward(24 * hour);
  expect(await freeze(first)).toEqual({ state: "over" });
  await ada.loginWithTotp();
  await ada.withAccess("DELETE", "/v1/factors");
  const second = await linkOf(ada);
  expect(second).not.toBe(first);
  expect(await freeze(second)).toEqual({ state: "done" });
  service.clock.forward(72 * hour);
  expect([await freeze(second), await stateOf(second)]).toEqual([{ state: "expired" }, "expired"]);
});

describe("a freeze stops no", () => {
  test("first set-up", async () => {
    const ada = await changed();
    ada.nextStep();
    await ada.loginWithTotp();
    await ada.withAccess("DELETE", "/v1/factors");
    expect(await freeze(await linkOf(ada))).toEqual({ state: "done" });
    ada.accessToken = undefined;
    await ada.hasTotp();
    expect((await ada.withAccess("GET", "/v1/factors")).body["enabled"]).toBe(true);
    expect((await ada.withAccess("POST", "/v1/backup-codes")).status).toBe(423);
  });

  test("a set-up taken back, which does not end it: a password alone would", async () => {
    const ada = await changed();
    ada.nextStep();
    await ada.loginWithTotp();
    await ada.withAccess("DELETE", "/v1/factors");
    await freeze(await linkOf(ada));
    ada.accessToken = undefined;
    await ada.enrollTotp();
    expect((await ada.withPassword("DELETE", `/v1/factors/${ada.totpFactorId}`)).status).toBe(204);
    await ada.hasTotp();
    expect((await ada.withAccess("POST", "/v1/backup-codes")).status).toBe(423);
  });

  test("reset by an admin, which ends it", async () => {
    const ada = await changed();
    const token = await linkOf(ada);
    await freeze(token);
    const reset = await organisation.asAdmin("POST", organisation.userPath(ada, "reset"), { reason: "Asked" });
    expect(reset.status).toBe(200);
    ada.accessToken = undefined;
    await ada.hasTotp();
    expect((await ada.withAccess("POST", "/v1/backup-codes")).status).toBe(201);
    expect(await stateOf(token)).toBe("done");
  });

  test("recovery: what it sets up is confirmed within the day", async () => {
    const lost = await recoveringPerson(organisation, service, {
      phone: "+41791237790",
      recovery: { mode: "delay", delayHours: 24 },
    });
    const { person } = lost;
    const first = person.totpFactorId;
    await person.hasTotp();
    await person.loginWithTotp();
    expect((await person.withAccess("DELETE", `/v1/factors/${first}`)).status).toBe(204);
    const token = await mailedLink(service, lost.email);
    await lost.waits();
    await lost.passes(25);
    const code = lost.mailedCode();
    expect(await freeze(token)).toEqual({ state: "done" });
    expect((await lost.completes(code)).status).toBe(201);
    expect((await lost.sets()).status).toBe(200);
  });

  test("undo, which ends it", async () => {
    const ada = organisation.person("undoes", { email: "undoes@freeze.example" });
    await ada.hasTotp();
    await ada.loginWithTotp();
    await ada.withAccess("DELETE", "/v1/factors");
    const token = await linkOf(ada);
    expect(await freeze(token)).toEqual({ state: "done" });
    ada.nextStep();
    const body = { token, code: ada.totpCode() };
    expect((await ada.withPassword("POST", "/v1/undo", { body })).status).toBe(204);
    await ada.loginWithTotp();
    expect((await ada.withAccess("POST", "/v1/backup-codes")).status).toBe(201);
  });
});

test("a link says what it is about and nothing more; every other text is no link", async () => {
  const ada = await changed();
  const at = new Date(service.clock.now()).toISOString();
  const token = await linkOf(ada);
  expect((await post("/v1/links", token)).body).toEqual({
    kind: "changed",
    app: expect.any(String),
    account: `${ada.email[0] ?? ""}•••@f•••.example`,
    at,
    state: "open",
  });
  for (const path of ["/v1/links", "/v1/freeze", "/v1/reopen", "/v1/recovery/cancel"])
    for (const other of [token.slice(0, -2), `${token}AA`, "", "lnk_", "Straße"])
      expect(await post(path, other)).toMatchObject({ status: 404, body: { code: "not_found" } });
  for (const path of ["/v1/reopen", "/v1/recovery/cancel"]) expect((await post(path, token)).status).toBe(404);
  expect(await stateOf(token)).toBe("open");
});

test("two presses at once freeze once", async () => {
  const ada = await changed();
  const token = await linkOf(ada);
  const states = await Promise.all(Array.from({ length: 4 }, async () => freeze(token)));
  expect(states).toEqual(Array.from({ length: 4 }, () => ({ state: "done" })));
  const { body } = await ada.activity();
  const frozen = (body["events"] as { type: string }[]).filter(({ type }) => type === "account.frozen");
  expect(frozen).toHaveLength(1);
});
