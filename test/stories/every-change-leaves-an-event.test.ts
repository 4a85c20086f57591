/** @module-tag crowds */
import { expect, test } from "vitest";
import { eventCatalogue, type EventType } from "../../shared/account/events.ts";
import type { Answer } from "../harness/called-service.ts";
import { world } from "../harness/world.ts";

/** Story 19: what a user, an admin and the bus are told of every change. */
const { service, organisation } = world({ issuer: "audit", tenant: "audit" });
service.clock.ticks = true;

interface Entry {
  readonly id: string;
  readonly type: EventType;
  readonly actor: { readonly role: string; readonly ref: string };
  readonly data: Readonly<Record<string, unknown>>;
}
const entries = ({ body }: Answer): readonly Entry[] => body["events"];
const typesOf = (answer: Answer): readonly EventType[] => entries(answer).map(({ type }) => type);

test("a life with a second factor, read in three places", async () => {
  const ada = organisation.person("ada", { email: "ada@audit.example" });
  const phone = "+41791234501";
  const path = organisation.userPath(ada);
  const typed: string[] = [];

  await organisation.asAdmin("PUT", organisation.userPath(ada, "phone"), { phoneNumber: phone });
  await ada.hasTotp();
  await ada.hasSms(phone);
  await ada.withAccess("PATCH", `/v1/factors/${ada.totpFactorId}`, { body: { label: "My app" } });
  typed.push(ada.wrongTotpCode(), ada.totpCode(), String(ada.backupCodes[0]));
  for (const code of typed) await ada.verify(code);
  await ada.withAccess("POST", "/v1/backup-codes");
  await ada.withAccess("DELETE", `/v1/factors/${ada.smsFactorId}`);
  for (let nth = 0; nth < 5; nth += 1) await ada.verify(ada.wrongTotpCode(nth));
  await ada.withAccess("DELETE", "/v1/factors");
  await organisation.asAdmin("DELETE", organisation.userPath(ada, "phone"));
  await organisation.asAdmin("POST", organisation.userPath(ada, "reset"), { reason: "End of the story" });
  await service.local.drained();

  const own = await ada.activity("?limit=100");
  expect([...typesOf(own)].toReversed()).toEqual([
    "phone.pre_registered",
    "factor.enrollment_started",
    "factor.activated",
    "sms.requested",
    "factor.activated",
    "factor.updated",
    "code.rejected",
    "login.succeeded",
    "login.succeeded",
    "backup_codes.regenerated",
    "factor.removed",
    ...Array.from({ length: 4 }, () => "code.rejected"),
    "method.locked",
    "two_factor.disabled",
    "phone.pre_registration_removed",
    "account.reset",
  ]);
  const { body: seen } = await organisation.asAdmin("GET", path);
  const admin = await organisation.asAdmin("GET", `${organisation.userPath(ada, "events")}&limit=100`);
  expect(admin.body["events"]).toEqual(own.body["events"]);
  for (const { type, actor, data } of entries(own)) {
    expect(actor.role, type).toBe(/^(phone|account)\./.test(type) ? "admin" : "user");
    if (actor.role === "user") expect(actor.ref).toBe(seen["ref"]);
    expect(() => eventCatalogue[type].data.parse(data)).not.toThrow();
  }
  expect(entries(own).find(({ type }) => type === "account.reset")?.data).toEqual({
    factors: 0,
    backupCodes: 0,
    reason: "End of the story",
  });

  const bus = await service.call("GET", "/local/events");
  const published = bus.body["events"].filter(({ detail }: { detail: { ref: string } }) => detail.ref === seen["ref"]);
  expect(published.map(({ detail }: { detail: Entry }) => detail.id)).toEqual(entries(own).map(({ id }) => id));
  for (const event of published)
    expect(event).toMatchObject({ source: "countersign", detail: { type: event["detail-type"], tenant: "audit" } });

  for (const { text } of [own, admin, bus])
    for (const secret of [...ada.backupCodes, phone.slice(1), "ada@audit.example"])
      expect(text.includes(secret), secret).toBe(false);
  const data = JSON.stringify(entries(own).map((entry) => entry.data));
  for (const code of typed) expect(data).not.toContain(code);
});

test("a policy's change is the organisation's event", async () => {
  await organisation.setPolicy({ factorTypes: ["totp"] });
  await service.local.drained();
  const [event] = service.local.events;
  expect(event).toMatchObject({
    "detail-type": "policy.updated",
    detail: {
      tenant: "audit",
      ref: null,
      actor: { role: "admin" },
      data: { required: false, factorTypes: ["totp"], phoneRegistration: "self" },
    },
  });
  await organisation.setPolicy({ factorTypes: ["totp", "sms"] });
});

test("a disabled method leaves its own event", async () => {
  const ben = organisation.person("ben");
  await ben.hasTotp();
  for (let nth = 1; nth <= 20; nth += 1)
    service.clock.forward(Number((await ben.verify(ben.wrongTotpCode())).body["retryAfter"] ?? 0));
  await service.local.drained();
  await ben.verify(String(ben.backupCodes[0]));
  await service.local.drained();
  expect(typesOf(await ben.activity("?limit=3"))).toEqual(["login.succeeded", "method.disabled", "method.locked"]);
});

test("pages: newest first, none twice, none missing; nobody reads another's", async () => {
  const cleo = organisation.person("cleo");
  await cleo.hasTotp();
  for (let nth = 0; nth < 5; nth += 1) await cleo.loginWithTotp();
  await service.local.drained();
  const whole = entries(await cleo.activity());
  const paged: Entry[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Answer = await cleo.activity(`?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    paged.push(...entries(page));
    cursor = page.body["cursor"];
  }
  expect(paged).toEqual(whole);
  expect(whole).toHaveLength(7);
  expect(entries(await organisation.person("stranger").activity())).toEqual([]);
});

test("what is refused before it changes anything leaves no event", async () => {
  const dora = organisation.person("dora");
  await dora.withPassword("DELETE", "/v1/factors/fac_unknown");
  await dora.withPassword("POST", "/v1/backup-codes");
  await dora.verify("123456");
  await dora.withPassword("DELETE", "/v1/factors");
  await organisation.asAdmin("DELETE", organisation.userPath(dora, "phone"));
  await service.local.drained();
  expect(entries(await dora.activity())).toEqual([]);
});
