/** @module-tag crowds */
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, it, vi } from "vitest";
import { Authenticator } from "../harness/authenticator.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { RunningService } from "../harness/running-service.ts";
import { shopOrigin, withPasskeys } from "../harness/world.ts";
import { type Canary, found, wordsOf } from "./canary.ts";
import { writtenLines } from "./written-lines.ts";

const shop = new Issuer("shop", withPasskeys);
const service = new RunningService({ issuers: [shop.settings], variables: { LOG_LEVEL: "DEBUG" } });
const acme = new Organisation(service, shop, "acme");
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

it("no credential id, key, user handle or challenge is in a line, an item, an event or another's problem", async () => {
  const lines = writtenLines();
  await service.start();
  const ada = acme.person("ada");
  const key = new Authenticator(shopOrigin, { backupEligible: true });
  const { body: setUp } = await ada.enrollPasskey();
  const { publicKey } = setUp;
  const credential = key.create(publicKey);
  const attested = bytes(credential.response.attestationObject);
  const canaries: Canary[] = [
    { name: "credential id", value: bytes(credential.id) },
    { name: "user handle", value: bytes(publicKey.user.id) },
    { name: "challenge of the set-up", value: bytes(publicKey.challenge) },
    // The last of the object is the key's y.
    { name: "public key", value: attested.slice(-32) },
  ];
  const evil = "https://evil.example";
  const answers = [await ada.confirmPasskey(ada.passkeyFactorId, key.create(publicKey, { origin: evil }))];
  await ada.confirmPasskey(ada.passkeyFactorId, credential);
  const own = (await ada.withPassword("POST", "/v1/login")).body["publicKey"];
  canaries.push({ name: "challenge of the login", value: bytes(own.challenge) });
  const allowed = { ...own, allowCredentials: [{ id: credential.id }] };
  for (const said of [{ origin: evil }, { rpId: "evil.example" }, { backupEligible: false }, { userHandle: "AAAA" }])
    answers.push(await ada.verifyPasskey(key.get(allowed, said)));
  await ada.verifyPasskey(key.get(allowed));
  answers.push(await ada.verifyPasskey(key.get(allowed)));
  const nonsense = { ...key.get(allowed), id: "" };
  answers.push(await ada.withPassword("POST", "/v1/login/verify", { body: { credential: nonsense } }));
  await service.aws.failing(/^Put/, "broken", async () => ada.loginWithPasskey(key));
  // Its own caller is told which credential is not known, and nobody else.
  const ben = acme.person("ben");
  await ben.hasPasskey(new Authenticator(shopOrigin));
  const his = (await ben.withPassword("POST", "/v1/login")).body["publicKey"];
  const unknown = await ben.verifyPasskey(key.get({ ...his, allowCredentials: [{ id: credential.id }] }));
  expect(unknown.body["credentialId"]).toBe(credential.id);
  await ada.withAccess("DELETE", "/v1/factors");
  await service.local.drained();

  const { Items: items = [] } = await service.aws.clients.documents.send(new ScanCommand({ TableName: "countersign" }));
  expect(items.length).toBeGreaterThan(10);
  for (const item of items) expect(found(canaries, wordsOf(item))).toEqual([]);
  expect(lines.text()).toContain('"message":"answered"');
  expect(found(canaries, lines.text())).toEqual([]);
  const events = service.local.events.map((event) => JSON.stringify(event));
  expect(events.length).toBeGreaterThan(5);
  for (const event of events) expect(found(canaries, event)).toEqual([]);
  expect(answers.every(({ status }) => status >= 400)).toBe(true);
  for (const { text } of answers) expect(found(canaries, text)).toEqual([]);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await service.stop();
});
