import { expect, test } from "vitest";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf } = world({ variables: { SMS_COUNTRIES: "*" } });
const hour = 3600;
const inHours = (hours: number): string => new Date(service.clock.now() + hours * hour * 1000).toISOString();

test("somebody who lost phone and codes asks, waits, and sets up afresh, once", async () => {
  const acme = organisationOf("acme");
  const lost = await recoveringPerson(acme, service, { phone: "+41791234567" });
  const { person } = lost;
  const oldCodes = person.backupCodes;
  expect(await lost.shown()).toBeNull();

  const asked = await lost.asks();
  expect([asked.status, asked.body]).toEqual([
    202,
    { recovery: { state: "asked", sentTo: "l•••@m•••.example", expiresAt: inHours(24) } },
  ]);
  expect(await lost.shown()).toEqual(asked.body["recovery"]);

  const confirmed = await lost.confirms();
  expect([confirmed.status, confirmed.body]).toEqual([
    200,
    { recovery: { state: "waiting", readyAt: inHours(72), needsApproval: false } },
  ]);
  await service.local.drained();
  expect(await lost.shown()).toEqual(confirmed.body["recovery"]);
  const login = await person.withPassword("POST", "/v1/login");
  expect(login.body["recovery"]).toEqual(confirmed.body["recovery"]);
  expect((await acme.asAdmin("GET", acme.userPath(person))).body["recovery"]).toEqual(confirmed.body["recovery"]);

  await lost.passes(71);
  expect(await lost.completes("0000-0000-0000")).toMatchObject({ status: 409, body: { code: "recovery_not_ready" } });
  await lost.passes(1.01);
  expect(await lost.shown()).toMatchObject({ state: "ready", needsApproval: false });

  const begun = await lost.completes();
  expect([begun.status, begun.body["factor"]?.status]).toEqual([201, "pending"]);
  // Until the confirmation everything that there was works on.
  expect((await acme.asAdmin("GET", acme.userPath(person))).body["backupCodes"].remaining).toBe(10);
  const done = await lost.sets();
  expect(done.status).toBe(200);
  expect(done.body["backupCodes"]).toHaveLength(10);
  expect(done.body).toMatchObject({ assertion: expect.any(String), accessToken: expect.any(String) });
  expect(await lost.shown()).toBeNull();

  const { body: own } = await service.call("GET", "/v1/factors", { token: done.body["accessToken"] });
  expect(own["factors"].map(({ id }: { id: string }) => id)).toEqual([person.totpFactorId]);
  expect((await person.verify(String(oldCodes[0]))).body["code"]).toBe("invalid_code");
  expect((await lost.completes()).body["code"]).toBe("challenge_expired");
});
