import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { TOTP } from "otpauth";
import { expect, it } from "vitest";
import { readOptions } from "../../operate/export/options.ts";
import { agreeToPlain, type ExportReport, run } from "../../operate/export/run.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";
import { userKey } from "../../shared/identity/tokens.ts";
import { whoKey } from "../../shared/aws/dynamodb/keys.ts";
import { Authenticator } from "../harness/authenticator.ts";
import { outcomeOf } from "../harness/at-once.ts";
import { shopOrigin, withPasskeys, world } from "../harness/world.ts";
import { pageOf } from "../../operate/import/result.ts";
import { fileOf, importFile, targetOf } from "./importing.ts";

const from = world(withPasskeys);
const into = world(withPasskeys);
const phone = "+41791234567";
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const publicJwk = fileOf(JSON.stringify(publicKey.export({ format: "jwk" })));
const privateJwk = fileOf(JSON.stringify(privateKey.export({ format: "jwk" })));

interface Exported extends ExportReport {
  readonly text: string;
  readonly path: string;
  readonly audited: readonly string[];
  readonly published: readonly PublishedEvent[];
}

async function exported(...options: readonly string[]): Promise<Exported> {
  const read = readOptions(["--local", "--tenant", "acme", ...options]);
  if (read === "help") throw new Error("No help was asked for");
  const audited: string[] = [];
  const published: PublishedEvent[] = [];
  const logs = new CloudWatchLogsClient({ region: "local" });
  mockClient(logs)
    .on(CreateLogStreamCommand)
    .resolves({})
    .on(PutLogEventsCommand)
    .callsFake(({ logEvents = [] }: { logEvents?: { message: string }[] }) => {
      audited.push(...logEvents.map(({ message }) => message));
      return {};
    });
  const { context, issuers } = targetOf(from);
  let text = "";
  const target = {
    context: { ...context, logs },
    issuers,
    publish: async (event: PublishedEvent) => void published.push(event),
  };
  const report = await run(read, target, async (more) => {
    // Whoever reads the first line could already have been heard of.
    expect(audited).toHaveLength(1);
    text += more;
  });
  return { ...report, text, path: fileOf(text), audited, published };
}

it("who is exported logs in at another table under other keys, and no code works that worked here", async () => {
  const { organisation, service } = from;
  const ada = organisation.person("ada", { email: "ada@example.com" });
  await ada.hasTotp();
  await ada.hasSms(phone);
  const bob = organisation.person("bob");
  const key = new Authenticator(shopOrigin);
  await bob.hasPasskey(key);
  ada.nextStep();
  const shown = ada.totpCode();
  expect((await ada.verify(shown)).status).toBe(200);

  const file = await exported("--to", publicJwk);
  expect(file).toMatchObject({ users: 2, unnamed: 0, incomplete: 0 });
  expect(file.sha256).toBe(createHash("sha256").update(file.text).digest("hex"));
  const event = { type: "factors.exported", tenant: "acme", ref: null, data: { users: 2, encrypted: true } };
  expect(file.published).toMatchObject([event]);
  expect(JSON.parse(file.audited[0] ?? "")).toMatchObject(event);
  const lines = file.text.trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    format: "countersign-factors",
    version: 1,
    tenant: "acme",
    encrypted: true,
  });
  expect(JSON.parse(lines.at(-1) ?? "")).toEqual({ end: true, users: 2 });
  for (const canary of [phone, "ada@example.com", ...ada.backupCodes, '"totp"'])
    expect(file.text).not.toContain(canary);

  into.service.clock.forward((service.clock.now() - into.service.clock.now()) / 1000);
  const imported = await importFile(into, "countersign", file.path, {
    options: ["--sha256", file.sha256, "--key", privateJwk],
  });
  expect(imported).toMatchObject({ rows: 2, done: 2, failed: 0, unproven: 1 });
  expect(pageOf(imported, false)).toContain("Users with passkeys: 1. That a passkey is of this site is not proven");
  const there = into.organisation.person("ada");
  await there.withPassword("POST", "/v1/login");
  expect(outcomeOf(await there.verify(shown))).toBe("code_already_used");
  into.service.clock.forward(30);
  service.clock.forward(30);
  expect((await there.verify(ada.totpCode())).status).toBe(200);
  const { body } = await there.withPassword("POST", "/v1/login/sms", { body: {} });
  expect(body).toHaveProperty("challenge");
  expect((await there.verify(into.service.lastSmsCode(phone), String(body["challenge"].id))).status).toBe(200);
  expect((await into.organisation.person("bob").loginWithPasskey(key)).status).toBe(200);
  expect(
    JSON.parse(
      readFileSync(`${file.path}.report.jsonl`, "utf8")
        .split("\n")
        .find((line) => line.includes('"bob"')) ?? "{}",
    ),
  ).toMatchObject({ unproven: true });
});

it("a file that was cut short, a changed line, another key, another organisation: refused", async () => {
  const { text } = await exported("--to", publicJwk);
  const lines = text.split("\n");
  const options = ["--unchecked", "--key", privateJwk];
  const short = fileOf(lines.toSpliced(-2).join("\n"));
  await expect(importFile(into, "countersign", short, { options })).rejects.toThrow("cut short");
  const fewer = fileOf(lines.toSpliced(2, 1).join("\n"));
  await expect(importFile(into, "countersign", fewer, { options })).rejects.toThrow("lines are missing");
  const [first = "", second = ""] = [lines[1], lines[2]];
  const swapped = fileOf([lines[0], second, first, ...lines.slice(3)].join("\n"));
  expect(await importFile(into, "countersign", swapped, { options })).toMatchObject({ failed: 2 });
  const flipped = fileOf(
    [lines[0], `${first.slice(0, -2)}${first.at(-2) === "A" ? "B" : "A"}${first.slice(-1)}`, ...lines.slice(2)].join(
      "\n",
    ),
  );
  expect(await importFile(into, "countersign", flipped, { options })).toMatchObject({
    failed: 1,
    said: ["Line 2, line: does not open with this key, or is not in its place: it was changed."],
  });
  const whole = fileOf(text);
  await expect(importFile(into, "countersign", whole, { options: ["--unchecked"] })).rejects.toThrow(
    "Name the private key",
  );
  const wrong = fileOf(text.replace('"tenant":"acme"', '"tenant":"umbrella"'));
  await expect(importFile(into, "countersign", wrong, { options })).rejects.toThrow("organisation umbrella");
});

it("in the clear it says what it is, and another system can read it", async () => {
  expect(() => readOptions(["--local", "--tenant", "acme"])).toThrow("--plain");
  expect(() => readOptions(["--local", "--tenant", "acme", "--plain", "--to", "k"])).toThrow("--plain");
  const { text, published } = await exported("--plain");
  const ada = JSON.parse(text.split("\n").find((line) => line.includes('"ada"')) ?? "{}");
  expect(ada).toMatchObject({
    userId: "ada",
    factors: [
      { type: "totp", preferred: true },
      { type: "sms", phoneNumber: phone },
    ],
    contact: { email: "ada@example.com" },
  });
  expect(new TOTP({ secret: ada.factors[0].secret }).generate()).toMatch(/^\d{6}$/);
  expect(published).toMatchObject([{ data: { encrypted: false } }]);
});

it("in the clear it says what leaves, and at a terminal the organisation's name is to be typed", async () => {
  const plain = { to: null, yes: false, tenant: "acme" };
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const refuses = async (): Promise<boolean> => false;
  await expect(agreeToPlain(plain, say, true, refuses)).rejects.toThrow("Nothing was exported");
  await agreeToPlain(plain, say, true, async (_, word) => word === "acme");
  await agreeToPlain({ ...plain, to: "key.jwk" }, say, true, refuses);
  expect(said).toEqual([]);
  await agreeToPlain(plain, say, false, refuses);
  await agreeToPlain({ ...plain, yes: true }, say, true, refuses);
  expect(said).toEqual([expect.stringContaining("in the clear"), said[0]]);
});

it("whom nobody put down is counted, and named by a list", async () => {
  const { context } = targetOf(from);
  const user = await userKey(context.vault, { tenant: "acme", issuerId: "shop", subject: "bob" });
  await context.table.documents.send(new DeleteCommand({ TableName: context.table.name, Key: { ...whoKey(user) } }));
  expect(await exported("--plain")).toMatchObject({ users: 1, unnamed: 1 });
  expect(await exported("--plain", "--users", fileOf("bob\n"))).toMatchObject({ users: 2, unnamed: 0 });
});

it("a private key is no address, and a public one opens nothing", async () => {
  await expect(exported("--to", privateJwk)).rejects.toThrow("private key");
  const { text } = await exported("--to", publicJwk);
  const options = ["--unchecked", "--key", publicJwk];
  await expect(importFile(into, "countersign", fileOf(text), { options })).rejects.toThrow("no private JWK");
});
