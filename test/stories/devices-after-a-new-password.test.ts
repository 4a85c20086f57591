import { beforeAll, describe, expect, test } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop", { passwordChangedClaim: "pwd_changed_at" });
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");
const dayMillis = 86_400_000;
beforeAll(async () => acme.setPolicy({ trustedDevices: { days: 30 } }));

describe("an issuer that tells of new passwords", () => {
  const at = (millis: number) => ({ pwd_changed_at: Math.floor(millis / 1000) });

  test("ends the devices of the old one", async () => {
    const start = service.clock.now();
    const person = acme.person("one", at(start - dayMillis));
    await person.hasTotp();
    const token = await deviceTokenOf(person);
    service.clock.forward(3600);
    const changed = acme.person("one", at(service.clock.now()));
    expect((await loginWith(changed, token)).body).toMatchObject({ decision: "challenge", forget: [0] });
    expect((await loginWith(person, token)).body).toMatchObject({ decision: "challenge", forget: [0] });
    await service.local.drained();
    await person.loginWithTotp();
    const [, event] = (await person.activity()).body["events"];
    expect(event).toMatchObject({ type: "device.ended", data: { why: "password" } });
  });

  test.each([
    ["absent", undefined],
    ["unreadable", "yesterday"],
    ["in the future", 4_000_000_000],
  ])("and does not say when (%s): no device is looked at", async (kind, told) => {
    const person = acme.person(kind, at(service.clock.now() - dayMillis));
    await person.hasTotp();
    const token = await deviceTokenOf(person);
    const silent = await loginWith(acme.person(kind, { pwd_changed_at: told }), token);
    expect(silent.body["decision"]).toBe("challenge");
    expect(silent.body).not.toHaveProperty("forget");
    expect((await loginWith(person, token)).body["decision"]).toBe("allow");
  });
});
