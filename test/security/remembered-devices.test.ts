import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { world } from "../harness/world.ts";

/** Uses that a thief has for a token, with and without the password. */
const { service, organisation: acme, organisationOf } = world();
const umbrella = organisationOf("umbrella");
beforeAll(async () => {
  for (const organisation of [acme, umbrella]) await organisation.setPolicy({ trustedDevices: { days: 30 } });
});

async function withDevice(person: Person): Promise<string> {
  await person.hasTotp();
  return deviceTokenOf(person);
}
/** The login goes on as without, and nobody learns whether the token is one. */
const expectNothing = ({ body }: Answer): void => {
  expect(body["decision"]).toBe("challenge");
  expect(body).not.toHaveProperty("forget");
  expect(body).not.toHaveProperty("remembered");
};
const bytesOf = (token: string): Buffer => Buffer.from(token.slice(4), "base64url");
const textOf = (bytes: Uint8Array): string => `dvc_${Buffer.from(bytes).toString("base64url")}`;

describe("a token does nothing", () => {
  it("for another user of the browser, whose own one works beside it", async () => {
    const [ada, ben] = [acme.person("ada"), acme.person("ben")];
    const [hers, his] = [await withDevice(ada), await withDevice(ben)];
    expectNothing(await loginWith(ben, hers));
    const both = await loginWith(ben, hers, his);
    expect(both.body).toMatchObject({ decision: "allow", remembered: { index: 1 } });
    expect(both.body).not.toHaveProperty("forget");
    expect((await loginWith(ada, hers, both.body["remembered"].token)).body["remembered"].index).toBe(0);
  });

  it("for the same subject in another organisation, or in another app", async () => {
    const token = await withDevice(acme.person("cleo"));
    const there = umbrella.person("cleo");
    await there.hasTotp();
    expectNothing(await loginWith(there, token));
    expectNothing(await loginWith(acme.person("cleo", { aud: "bank" }), token));
    expectNothing(await loginWith(acme.person("cleo", { aud: ["shop", "bank"], azp: "shop" }), token));
    expect((await loginWith(acme.person("cleo"), token)).body["decision"]).toBe("allow");
  });

  it("for another app of the same list, and the order of a list means nothing", async () => {
    const claims = (aud: readonly string[], azp = "shop") => ({ aud, azp });
    const token = await withDevice(acme.person("dora", claims(["shop", "bank"])));
    expectNothing(await loginWith(acme.person("dora", claims(["shop", "bank"], "bank")), token));
    expect((await loginWith(acme.person("dora", claims(["bank", "shop"])), token)).body["decision"]).toBe("allow");
  });

  it("with one bit changed, wherever it is", async () => {
    const person = acme.person("bits");
    const token = await withDevice(person);
    for (let bit = 0; bit < 27 * 8; bit += 7) {
      const bytes = bytesOf(token);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expectNothing(await loginWith(person, textOf(bytes)));
    }
    expect((await loginWith(person, token)).body["decision"]).toBe("allow");
  });

  it("that was counted up by hand from an old one", async () => {
    const person = acme.person("counts-up");
    const old = await withDevice(person);
    let current = old;
    for (let nth = 0; nth < 3; nth += 1) current = String((await loginWith(person, current)).body["remembered"].token);
    const bytes = bytesOf(old);
    bytes.writeUIntBE(3, 8, 3);
    expect(bytes.subarray(0, 11)).toEqual(bytesOf(current).subarray(0, 11));
    expectNothing(await loginWith(person, textOf(bytes)));
    expect((await loginWith(person, current)).body["decision"]).toBe("allow");
  });

  it("without the password, or with a token of this service in its place", async () => {
    const person = acme.person("no-password");
    const token = await withDevice(person);
    await person.loginWithTotp();
    for (const bearer of [token, person.accessToken, person.assertion])
      expect((await service.call("POST", "/v1/login", { token: bearer, body: { devices: [token] } })).status).toBe(401);
  });
});

it("a device guards no code: it still works while wrong ones make a method wait", async () => {
  const finn = acme.person("finn");
  const token = await withDevice(finn);
  for (let nth = 0; nth < 5; nth += 1) await finn.verify(finn.wrongTotpCode(nth));
  expect((await finn.verify(finn.totpCode())).body["code"]).toBe("too_many_attempts");
  expect((await loginWith(finn, token)).body).toMatchObject({ decision: "allow", failedSinceLastLogin: 5 });
});

describe("a thief who copied a token", () => {
  it("and comes after the owner ends the device for both", async () => {
    const owner = acme.person("robbed");
    const stolen = await withDevice(owner);
    let current = stolen;
    for (let nth = 0; nth < 2; nth += 1) current = String((await loginWith(owner, current)).body["remembered"].token);
    expect((await loginWith(owner, stolen)).body).toMatchObject({ decision: "challenge", forget: [0] });
    expect((await loginWith(owner, current)).body).toMatchObject({ decision: "challenge", forget: [0] });
  });

  it("and comes before the owner is noticed when the owner comes next", async () => {
    const owner = acme.person("robbed-first");
    const stolen = await withDevice(owner);
    const thiefs = String((await loginWith(owner, stolen)).body["remembered"].token);
    service.clock.forward(11);
    expect((await loginWith(owner, stolen)).body).toMatchObject({ decision: "challenge", forget: [0] });
    expect((await loginWith(owner, thiefs)).body).toMatchObject({ decision: "challenge", forget: [0] });
  });

  it("and follows each use within ten seconds gets no token of his own: the next pause ends it", async () => {
    const owner = acme.person("followed");
    let current = await withDevice(owner);
    for (let nth = 0; nth < 3; nth += 1) {
      const next = String((await loginWith(owner, current)).body["remembered"].token);
      expect((await loginWith(owner, current)).body["remembered"].token).toBe(next);
      current = next;
    }
    await loginWith(owner, current);
    service.clock.forward(11);
    expect((await loginWith(owner, current)).body).toMatchObject({ decision: "challenge", forget: [0] });
  });
});

it("no token is in any item, event, activity or mail", async () => {
  const person = acme.person("canary", { email: "canary@acme.example" });
  const tokens = [await withDevice(person)];
  for (let nth = 0; nth < 3; nth += 1)
    tokens.push(String((await loginWith(person, String(tokens.at(-1)))).body["remembered"].token));
  await loginWith(person, String(tokens[0]));
  await service.local.drained();
  const events = await service.call("GET", "/local/events");
  const sent = JSON.stringify(service.aws.calls, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64url") : value,
  );
  expect(sent.length).toBeGreaterThan(1000);
  for (const token of tokens)
    for (const part of [token, bytesOf(token).subarray(11).toString("base64url").slice(0, 21)])
      for (const text of [sent, events.text, JSON.stringify(service.outbox)]) expect(text).not.toContain(part);
});
