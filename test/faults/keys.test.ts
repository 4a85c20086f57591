import { beforeEach, describe, expect, it, vi } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf } = world();
const anyKey = /^(Decrypt|GenerateDataKey)Command$/;

beforeEach(() => {
  service.aws.heal();
  vi.spyOn(Math, "random").mockReturnValue(0);
});

describe("while KMS is down", () => {
  it("a process that has just started says so at every step that needs a key, and works once KMS does", async () => {
    const person = organisationOf("cold").person("starts-cold");
    await person.hasTotp();
    // Nothing that was kept in memory counts any more.
    service.clock.forward(300);
    service.aws.fail(anyKey, "broken", { times: 1000 });
    for (const [method, path, body] of [
      ["POST", "/v1/login"],
      ["POST", "/v1/factors", { type: "totp" }],
      ["POST", "/v1/factors", { type: "sms", phoneNumber: "+41791234541" }],
      ["POST", "/v1/login/verify", { code: "123456" }],
      ["GET", "/v1/factors"],
      ["GET", "/.well-known/jwks.json"],
    ] as const) {
      const answer = await person.withPassword(method, path, body === undefined ? {} : { body });
      expect([answer.status, outcomeOf(answer)]).toEqual([503, "temporarily_unavailable"]);
    }
    expect(service.local.outbox.messages).toEqual([]);
    expect((await service.call("GET", "/health")).status).toBe(200);
    service.aws.heal();
    expect((await person.verify(person.totpCode())).status).toBe(200);
  });

  it("each key that a new tenant needs may fail by itself, and nothing is left half done", async () => {
    for (let nth = 0; nth < 5; nth += 1) {
      const person = organisationOf(`new-${nth}`).person("first-user");
      service.aws.fail(/^GenerateDataKeyCommand$/, "throttled", { skip: nth, times: 3 });
      const calls = [
        async () => person.enrollTotp(),
        async () => person.confirm(person.totpFactorId, person.totpCode()),
        async () => person.withAccess("POST", "/v1/backup-codes"),
      ];
      for (const call of calls) {
        const answer = await call();
        if (answer.status === 503) expect([200, 201]).toContain((await call()).status);
        else expect([200, 201]).toContain(answer.status);
      }
      service.aws.heal();
    }
  });

  it("a process that has its keys goes on until it has to ask again", async () => {
    const person = organisationOf("warm").person("warm");
    await person.hasTotp();
    service.aws.fail(anyKey, "timedOut", { times: 1000 });
    expect((await person.verify(person.totpCode())).status).toBe(200);
    service.clock.forward(300);
    const refused = await person.verify(person.totpCode());
    expect([refused.status, outcomeOf(refused)]).toEqual([503, "temporarily_unavailable"]);
    service.aws.heal();
    expect((await person.verify(person.totpCode())).status).toBe(200);
  });

  it("a code is not spent if any of the keys is missing, the one that signs among them", async () => {
    const person = organisationOf("signs").person("signs");
    await person.hasTotp();
    let failed = 0;
    for (let nth = 0; nth === failed; nth += 1) {
      service.clock.forward(300);
      service.aws.fail(/^(Decrypt|GetItem|Query)Command$/, "broken", { skip: nth, times: 1000 });
      const code = person.totpCode();
      const answer = await person.verify(code);
      service.aws.heal();
      if (answer.status !== 503) continue;
      failed += 1;
      expect((await person.verify(code)).status).toBe(200);
    }
    // The account, the signing keys, two calls for each of the service's own four data keys, one for each of the tenant's two, and
    // between them the look for a newer one.
    expect(failed).toBe(13);
  });
});
