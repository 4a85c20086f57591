/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { Authenticator } from "../harness/authenticator.ts";
import type { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { shopOrigin, withPasskeys, world } from "../harness/world.ts";

const { service, organisationOf } = world(withPasskeys);
const strict = { allowed: "any", userVerification: "preferred", downgrade: "refuse" };
const hours = (count: number): void => service.clock.forward(count * 3600);
let nth = 0;

interface Guarded {
  readonly organisation: Organisation;
  readonly person: Person;
  readonly keys: readonly Authenticator[];
}

/** A user with an app, a phone and two passkeys, of which one has just been used for the first time. */
async function guarded(): Promise<Guarded> {
  const organisation = organisationOf(`strict-${(nth += 1)}`);
  await organisation.setPolicy({ passkeys: strict });
  const person = organisation.person("ada", { email: `ada-${nth}@example.com` });
  const keys = [new Authenticator(shopOrigin), new Authenticator(shopOrigin)] as const;
  await person.hasTotp();
  await person.hasSms(`+4179125${String(1000 + nth)}`);
  await person.hasPasskey(keys[0]);
  await person.loginWithPasskey(keys[0]);
  await person.hasPasskey(keys[1]);
  return { organisation, person, keys };
}

describe("where the policy refuses codes beside passkeys", () => {
  it("they work for three days after the first login with a passkey, and then no more; nothing is counted", async () => {
    const { person } = await guarded();
    hours(71);
    expect((await person.loginWithTotp()).status).toBe(200);
    hours(1);
    const refused = await person.loginWithTotp();
    expect([refused.status, refused.body["code"]]).toEqual([403, "method_not_allowed_here"]);
    expect((await person.verify(person.wrongTotpCode())).body["code"]).toBe("method_not_allowed_here");
    expect((await person.verify("123456", "chl_any")).body["code"]).toBe("method_not_allowed_here");
  });

  it("the login offers the passkeys alone, and no SMS goes out, asked for or not", async () => {
    const { person } = await guarded();
    hours(72);
    const sent = service.outbox.messages.length;
    const { body } = await person.withPassword("POST", "/v1/login");
    expect(body["factors"].map(({ type }: { readonly type: string }) => type)).toEqual(["passkey", "passkey"]);
    expect(body["publicKey"].allowCredentials).toHaveLength(2);
    for (const path of ["/v1/login", "/v1/login/sms"])
      expect((await person.withPassword("POST", path, { body: { factorId: person.smsFactorId } })).body["code"]).toBe(
        "method_not_allowed_here",
      );
    expect(service.outbox.messages).toHaveLength(sent);
  });

  it("a backup code always works, and the user hears of it by e-mail", async () => {
    const { person } = await guarded();
    hours(72);
    expect((await person.verify(person.backupCodes[0] ?? "")).status).toBe(200);
    await service.local.drained();
    expect(service.local.mailbox.mails.map(({ to, subject }) => `${to} ${subject}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${person.email.replace("ada", `ada-${nth}`)}@example.com .*ackup code`)),
    );
  });

  it("one passkey is not enough, and a passkey that was never used does not count the days", async () => {
    const { person, keys } = await guarded();
    await person.withAccess("DELETE", `/v1/factors/${person.passkeyFactorId}`);
    hours(72);
    expect((await person.loginWithTotp()).status).toBe(200);
    const [first = new Authenticator(shopOrigin)] = keys;
    expect((await person.loginWithPasskey(first)).status).toBe(200);
  });

  it("it is the policy of now that counts", async () => {
    const { organisation, person } = await guarded();
    hours(72);
    await organisation.setPolicy({ passkeys: { ...strict, downgrade: "allow" } });
    service.clock.forward(60);
    expect((await person.loginWithTotp()).status).toBe(200);
  });
});

describe("where the issuer has lost its webauthn settings", () => {
  it("a passkey keeps 2FA on, proves nothing and refuses nothing", async () => {
    const { person, keys } = await guarded();
    hours(72);
    const assertion = keys[0]?.get((await person.withPassword("POST", "/v1/login")).body["publicKey"]) ?? {};
    const entry = service.local.services.settings.trustedIssuers.find(({ id }) => id === "shop");
    if (!entry) throw new Error("The issuer is gone");
    const { webauthn } = entry;
    Object.assign(entry, { webauthn: undefined });
    try {
      const { body } = await person.withPassword("POST", "/v1/login");
      expect(body).not.toHaveProperty("publicKey");
      expect(body["decision"]).toBe("challenge");
      expect(body["factors"]).toHaveLength(4);
      expect((await person.verifyPasskey(assertion)).body["code"]).toBe("factor_type_not_allowed");
      expect((await person.loginWithTotp()).status).toBe(200);
      expect((await person.withAccess("DELETE", `/v1/factors/${person.passkeyFactorId}`)).status).toBe(204);
      expect((await person.enrollPasskey()).body["code"]).toBe("factor_type_not_allowed");
      const { body: own } = await person.withPassword("GET", "/v1/factors");
      expect(own["policy"].factorTypes).toEqual(["totp", "sms"]);
      expect(own).not.toHaveProperty("passkeys");
    } finally {
      Object.assign(entry, { webauthn });
    }
  });
});
