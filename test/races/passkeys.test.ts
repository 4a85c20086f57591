/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { atOnce, tally } from "../harness/at-once.ts";
import { Authenticator } from "../harness/authenticator.ts";
import { shopOrigin, withPasskeys, world } from "../harness/world.ts";

const { service, organisation: acme } = world(withPasskeys);

describe("passkeys at once", () => {
  it("one assertion fifty times: one gets in", async () => {
    const ada = acme.person("fifty");
    const key = new Authenticator(shopOrigin);
    await ada.hasPasskey(key);
    const assertion = key.get((await ada.withPassword("POST", "/v1/login")).body["publicKey"]);
    const answers = await atOnce(50, async () => ada.verifyPasskey(assertion));
    const { 200: accepted, ...others } = tally(answers);
    expect(accepted).toBe(1);
    // A caller that lost the race too often is told to try again; it would then hear that the challenge is over.
    expect(Object.keys(others).filter((code) => !["challenge_expired", "busy"].includes(code))).toEqual([]);
    const { body } = await ada.activity();
    expect(
      body["events"].filter(({ type }: { readonly type: string }) => type === "login.succeeded").length,
    ).toBeLessThan(2);
  });

  it("an assertion and a code of an app: both get in, one after the other", async () => {
    const ada = acme.person("both");
    const key = new Authenticator(shopOrigin);
    await ada.hasTotp();
    await ada.hasPasskey(key);
    const assertion = key.get((await ada.withPassword("POST", "/v1/login")).body["publicKey"]);
    const answers = await Promise.all([ada.verifyPasskey(assertion), ada.verify(ada.totpCode())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it("one credential twice for one set-up: the passkey is there, and the second is told that it was used", async () => {
    const ada = acme.person("double");
    const key = new Authenticator(shopOrigin);
    const { body } = await ada.enrollPasskey();
    const credential = key.create(body["publicKey"]);
    const answers = await atOnce(2, async () => ada.confirmPasskey(ada.passkeyFactorId, credential));
    expect(tally(answers)).toEqual({ 200: 1, code_already_used: 1 });
    expect((await ada.loginWithPasskey(key)).status).toBe(200);
  });

  it("a confirmation whose answer from the table got lost counts all the same", async () => {
    const ada = acme.person("lost-answer");
    const key = new Authenticator(shopOrigin);
    const { body } = await ada.enrollPasskey();
    service.aws.fail(/^Put/, "reset", { times: 1, sk: /^CREDENTIAL#/, afterwards: true });
    const confirmed = await ada.confirmPasskey(ada.passkeyFactorId, key.create(body["publicKey"]));
    expect(confirmed.status).toBe(200);
    expect((await ada.loginWithPasskey(key)).status).toBe(200);
  });
});
