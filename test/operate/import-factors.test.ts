/** @module-tag crowds */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isoTime } from "../../shared/account/instant.ts";
import { outcomeOf } from "../harness/at-once.ts";
import { world } from "../harness/world.ts";
import { fileOf, importFile, importText, loginWith, rfcBase32, rfcKey } from "./importing.ts";
import { pskcOfPrivacyidea } from "./pskc-files.ts";

const acme = world();
const { service, organisation } = acme;
const uri = (secret: string): string => `otpauth://totp/Acme?secret=${secret}`;
const lineOf = (userId: string, secret = rfcBase32): string => `${userId},${uri(secret)}\n`;
const otherKey = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const json = JSON.stringify;

describe("the replay window is closed", () => {
  const cutOver = (seconds: number): readonly string[] => ["--cut-over", isoTime(service.clock.now() + seconds * 1000)];

  it("a code shown before the cut-over is used up, and the next one but one is good", async () => {
    await importText(acme, "otpauth", lineOf("shown"), { options: cutOver(0) });
    expect(outcomeOf(await loginWith(acme, "shown"))).toBe("code_already_used");
    service.clock.forward(60);
    expect((await loginWith(acme, "shown")).status).toBe(200);
  });

  it("until a moment to come, and no more than a day", async () => {
    await importText(acme, "otpauth", lineOf("later"), { options: cutOver(600) });
    service.clock.forward(600);
    expect(outcomeOf(await loginWith(acme, "later"))).toBe("code_already_used");
    service.clock.forward(60);
    expect((await loginWith(acme, "later")).status).toBe(200);
    await expect(importText(acme, "otpauth", lineOf("x"), { options: cutOver(90_000) })).rejects.toThrow("a day ahead");
  });

  it.each([
    [
      "django-otp",
      "carried",
      (step: number) => {
        const key = Buffer.from(rfcKey).toString("hex");
        return {
          text: json([{ model: "otp_totp.totpdevice", fields: { user: "carried", key, last_t: step, t0: 0 } }]),
        };
      },
    ],
    ["privacyidea", "TOTP1", (step: number) => pskcOfPrivacyidea("TOTP1", { counter: step })],
  ] as const)("a carried last step counts, where it is the greater one: %s", async (from, userId, fileAt) => {
    const { text, key: secret = "" } = { key: undefined, ...fileAt(Math.floor(service.clock.now() / 30_000)) };
    await importText(acme, from, text, { secret });
    expect(outcomeOf(await loginWith(acme, userId))).toBe("code_already_used");
    service.clock.forward(30);
    expect((await loginWith(acme, userId)).status).toBe(200);
  });
});

describe("who is here already", () => {
  it("who enrolled himself keeps his app, and the row is not taken", async () => {
    const ada = organisation.person("ada");
    await ada.hasTotp();
    const imported = await importText(acme, "otpauth", lineOf("ada"));
    expect(imported).toMatchObject({ kept: 1, done: 0 });
    expect(imported.said).toEqual(["Line 1: the user ada has, or had, a second factor here, which stays."]);
    expect((await ada.loginWithTotp()).status).toBe(200);
  });

  it("who switched it off is not given it back", async () => {
    const bob = organisation.person("bob");
    await bob.hasTotp();
    expect((await bob.withAccess("DELETE", "/v1/factors")).status).toBe(204);
    expect(await importText(acme, "otpauth", lineOf("bob"))).toMatchObject({ kept: 1 });
    expect((await bob.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  });

  it("a registered phone stays beside the imported app", async () => {
    const cyd = organisation.person("cyd");
    await organisation.asAdmin("PUT", organisation.userPath(cyd, "phone"), { phoneNumber: "+41791234567" });
    expect(await importText(acme, "otpauth", lineOf("cyd"))).toMatchObject({ done: 1 });
    const { body } = await organisation.asAdmin("GET", organisation.userPath(cyd));
    expect(body).toMatchObject({ enabled: true, preRegisteredPhone: expect.any(String) });
  });

  it("weaker replaces what an import brought, until something happens to it", async () => {
    const weaker = { options: ["--overwrite", "weaker"] };
    await importText(acme, "otpauth", lineOf("dan"));
    expect(await importText(acme, "otpauth", lineOf("dan", otherKey))).toMatchObject({ kept: 1 });
    expect(await importText(acme, "otpauth", lineOf("dan", otherKey), weaker)).toMatchObject({ done: 1 });
    expect((await loginWith(acme, "dan", otherKey)).status).toBe(200);
    expect(await importText(acme, "otpauth", lineOf("dan"), weaker)).toMatchObject({ kept: 1 });
  });
});

const many = 300;
const manyLines = (): string => Array.from({ length: many }, (_, nth) => lineOf(`many-${nth}`)).join("");

describe("an import again", () => {
  it("changes nothing, with the report and without it", async () => {
    const path = fileOf(manyLines());
    expect(await importFile(acme, "otpauth", path)).toMatchObject({ rows: many, done: many, already: 0 });
    await service.local.drained();
    const before = service.aws.calls.length;
    expect(await importFile(acme, "otpauth", path)).toMatchObject({ rows: many, doneBefore: many, done: 0 });
    expect(service.aws.calls.slice(before).filter(({ command }) => command === "PutItemCommand")).toEqual([]);
    const elsewhere = { options: ["--report", `${path}.other`] };
    expect(await importFile(acme, "otpauth", path, elsewhere)).toMatchObject({ done: many, already: many, kept: 0 });
  });

  it("that was killed goes on, wherever the report ends", async () => {
    const path = fileOf(Array.from({ length: 40 }, (_, nth) => lineOf(`cut-${nth}`)).join(""));
    service.aws.fail(/^Put/, "denied", { times: 1, skip: 60 });
    await expect(importFile(acme, "otpauth", path)).rejects.toThrow();
    const report = readFileSync(`${path}.report.jsonl`, "utf8");
    writeFileSync(`${path}.report.jsonl`, report.slice(0, -20));
    const again = await importFile(acme, "otpauth", path);
    expect(again).toMatchObject({ rows: 40, failed: 0, kept: 0 });
    expect(again.doneBefore).toBeGreaterThan(0);
    expect((await loginWith(acme, "cut-39")).status).toBe(200);
  });

  it.each(["throttled", "timedOut", "broken"] as const)(
    "goes on where the table is busy for longer than the SDK tries (%s)",
    async (kind) => {
      const path = fileOf(Array.from({ length: 5 }, (_, nth) => lineOf(`${kind}-${nth}`)).join(""));
      service.aws.fail(/^Put/, kind, { times: 15, skip: 3 });
      expect(await importFile(acme, "otpauth", path)).toMatchObject({ rows: 5, done: 5, failed: 0 });
      expect((await loginWith(acme, `${kind}-4`)).status).toBe(200);
    },
  );

  it("of a changed file does not go on with the report of the other", async () => {
    const path = fileOf(lineOf("first"));
    await importFile(acme, "otpauth", path);
    writeFileSync(path, lineOf("second"));
    await expect(importFile(acme, "otpauth", path)).rejects.toThrow("report of another import");
  });
});

it("a dry run writes nothing, neither to the table nor to disk", async () => {
  await service.local.drained();
  const before = service.aws.calls.length;
  const dry = await importText(acme, "otpauth", lineOf("dry"), { options: ["--dry-run"] });
  expect(dry).toMatchObject({ rows: 1, done: 1 });
  const made = service.aws.calls.slice(before).map(({ command }) => command);
  expect(made.filter((command) => !/^(GetItem|Query|Decrypt)Command$/.test(command))).toEqual([]);
  expect(() => readFileSync(`${dry.path}.report.jsonl`)).toThrow("ENOENT");
});

it("a dry run counts who is here already, and who keeps his own", async () => {
  await organisation.person("own").hasTotp();
  const text = `${lineOf("own")}${lineOf("twice")}${lineOf("fresh")}`;
  await importText(acme, "otpauth", lineOf("twice"));
  const dry = await importText(acme, "otpauth", text, { options: ["--dry-run"] });
  const { done, already, kept } = await importText(acme, "otpauth", text);
  expect(dry).toMatchObject({ done, already, kept });
  expect({ done, already, kept }).toEqual({ done: 2, already: 1, kept: 1 });
});

it("a call with another format than the file has holds up no right one after it", async () => {
  const path = fileOf(json({ users: [{ id: "hal" }] }));
  await expect(importFile(acme, "pskc", path)).rejects.toThrow("KeyPackage");
  expect(await importFile(acme, "auth0", path)).toMatchObject({ rows: 1, failed: 1 });
  expect(await importFile(acme, "keycloak", path)).toMatchObject({ rows: 1, failed: 0 });
});

it.each([
  ["", "is no id of a user"],
  ["zero\u200Bwidth", "has an invisible or broken character"],
  ["broken\uFFFD", "has an invisible or broken character"],
])("an id that nobody can have is refused with its line (%j)", async (id, sentence) => {
  const entries = json([{ model: "otp_totp.totpdevice", fields: { user: ["x"], key: "00".repeat(20) } }]);
  const named = await importText(acme, "django-otp", entries, { options: ["--users", fileOf(`x,${id}\n`)] });
  expect(named.said).toEqual([`Line 1, userId: ${sentence}.`]);
});

it("a line that is neither form of the list says so", async () => {
  const { said } = await importText(acme, "otpauth", "not json\n");
  expect(said).toEqual(["Line 1, line: is neither userId,otpauth://… nor JSON with userId and uri."]);
});

it("secrets under 128 bits are taken, and the report says so", async () => {
  const weak = await importText(acme, "otpauth", lineOf("weak", "GEZDGNBVGY3TQOJQ"));
  expect(weak).toMatchObject({ done: 1, weak: 1 });
  expect(readFileSync(`${weak.path}.report.jsonl`, "utf8")).toContain('"weak":true');
  expect((await loginWith(acme, "weak", "GEZDGNBVGY3TQOJQ")).status).toBe(200);
});

it("ids get a prefix, or their names from a list; who is not in it is refused", async () => {
  await importText(acme, "otpauth", lineOf("p1"), { options: ["--prefix", "auth0|"] });
  expect((await loginWith(acme, "auth0|p1")).status).toBe(200);
  const users = fileOf("OATH1,eve\n");
  const named = await importText(acme, "otpauth", `${lineOf("OATH1")}${lineOf("OATH2")}`, {
    options: ["--users", users],
  });
  expect(named).toMatchObject({ done: 1, failed: 1 });
  expect(named.said).toEqual(["Line 2, userId: is not in the file of --users."]);
  expect((await loginWith(acme, "eve")).status).toBe(200);
});

it("another file than --sha256 names is not read", async () => {
  const options = ["--sha256", "0".repeat(64)];
  await expect(importText(acme, "otpauth", lineOf("x"), { options })).rejects.toThrow("another one");
});

it("users who are unknown issuers', or tenants of another issuer, stop it before anything is written", async () => {
  await service.local.drained();
  const before = service.aws.calls.length;
  await expect(importText(acme, "otpauth", lineOf("x"), { options: ["--issuer", "nobody"] })).rejects.toThrow(
    "no issuer nobody",
  );
  await expect(importText(acme, "otpauth", lineOf("x"), { options: ["--tenant", "prove-1"] })).rejects.toThrow(
    "has no users",
  );
  expect(service.aws.calls.length).toBe(before);
});

it("the events name type and source; nobody gets an e-mail, and no secret is anywhere", async () => {
  const mails = service.local.mailbox.mails.length;
  const auth0 = json([{ email: "fay@example.com", user_id: "fay", mfa_factors: [{ totp: { secret: rfcBase32 } }, { phone: { value: "+41791234599" } }] }]); // prettier-ignore
  const { said, path } = await importText(acme, "auth0", auth0);
  await service.local.drained();
  const { body } = await organisation.asAdmin("GET", organisation.userPath(organisation.person("fay"), "events"));
  expect(body["events"]).toHaveLength(2);
  for (const factorType of ["totp", "sms"])
    expect(body["events"]).toContainEqual(
      expect.objectContaining({ type: "factor.imported", data: { from: "auth0", factorType } }),
    );
  expect(service.local.mailbox.mails.length).toBe(mails);
  const everywhere = [json(service.local.events), said.join("\n"), readFileSync(`${path}.report.jsonl`, "utf8")].join();
  for (const canary of [rfcBase32, "12345678901234567890", "+41791234599", "fay@example.com"])
    expect(everywhere).not.toContain(canary);
  expect((await loginWith(acme, "fay")).body["backupCodes"]).toEqual({ remaining: 0 });
});

it("an app is asked for before a phone", async () => {
  const factors = [{ phone: { value: "+41791234598" } }, { totp: { secret: rfcBase32 } }];
  await importText(acme, "auth0", json([{ user_id: "gil", mfa_factors: factors }]));
  const { body } = await organisation.person("gil").withPassword("POST", "/v1/login");
  expect(body["factors"]).toMatchObject([
    { type: "totp", preferred: true },
    { type: "sms", preferred: false },
  ]);
});
