/** @module-tag crowds */
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

/** A warm process serves them all: whatever it keeps in memory must stay with whose it is. */
const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const names = ["acme", "Acme", "umbrella", "initech"];
const organisations = new Map(names.map((name) => [name, new Organisation(service, shop, name)]));
const people = new Map<string, Person>();
const appOf = (tenant: string): string => `App of ${names.indexOf(tenant)}`;
const numberOf = (tenant: string): string => `+4179123461${names.indexOf(tenant)}`;

beforeAll(async () => {
  for (const [tenant, organisation] of organisations) {
    await organisation.setPolicy({ issuerName: appOf(tenant), required: names.indexOf(tenant) % 2 === 0 });
    const person = organisation.person("the-same-sub");
    await person.hasTotp();
    people.set(tenant, person);
  }
});

/** Sends the requests of all organisations at once, several times over. */
const interleaved = async (call: (tenant: string, person: Person, nth: number) => Promise<void>): Promise<void> => {
  for (let round = 0; round < 3; round += 1) {
    service.clock.forward(120);
    await Promise.all([...people].map(async ([tenant, person], nth) => call(tenant, person, nth)));
  }
};

describe("organisations whose requests one process answers at the same time", () => {
  it("get assertions with their own name and their own users' codes alone", async () => {
    await interleaved(async (tenant, person, nth) => {
      const foreign = people.get(names[(nth + 1) % names.length] ?? "");
      const code = person.totpCode();
      if (foreign && foreign.totpCode() !== code) expect((await person.verify(foreign.totpCode())).status).toBe(422);
      const { status, body } = await person.verify(code);
      expect(status).toBe(200);
      expect(decodeJwt(String(body["assertion"]))).toMatchObject({ tenant, sub: "the-same-sub" });
    });
  });

  it("get their own policy and factors", async () => {
    await interleaved(async (tenant, person, nth) => {
      const { body } = await person.withPassword("GET", "/v1/factors");
      expect(body).toMatchObject({ required: nth % 2 === 0 });
      expect(body["factors"][0]).toMatchObject({ id: person.totpFactorId, status: "active" });
      const login = await person.withPassword("POST", "/v1/login");
      expect(login.body["factors"]).toMatchObject([{ id: person.totpFactorId }]);
      await person.verify(person.totpCode());
      const enrolled = await person.withAccess("POST", "/v1/factors", { body: { type: "totp" } });
      expect(decodeURIComponent(String(enrolled.body["uri"]))).toContain(`/${appOf(tenant)}:the-same-sub?`);
    });
  });

  it("send SMS in their own name, to their own users", async () => {
    await interleaved(async (tenant, person) => {
      await person.verify(person.totpCode());
      const body = { type: "sms", phoneNumber: numberOf(tenant) };
      expect((await person.withAccess("POST", "/v1/factors", { body })).status).toBe(201);
    });
    for (const tenant of names) {
      const sent = service.local.outbox.messages.filter(({ to }) => to === numberOf(tenant));
      expect(sent).toHaveLength(3);
      for (const sms of sent) expect(sms.body).toContain(appOf(tenant));
    }
  });
});
