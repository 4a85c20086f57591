/** @module-tag crowds */
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import type { Answer } from "../harness/called-service.ts";
import { RunningService } from "../harness/running-service.ts";
import { type Canary, found, wordsOf } from "./canary.ts";
import { writtenLines } from "./written-lines.ts";

const email = "canary.bird+cage@mine-shaft.example";
const phone = "+41791230987";
const otherPhone = "+41791230988";
const registered = "+4915112340987";
const reason = "Lost it in the shaft";

const canaries: Canary[] = [
  { name: "e-mail", value: email },
  ...[phone, otherPhone, registered].map((value) => ({ name: `phone ${value}`, value: value.slice(1) })),
];
const watch = (name: string, value: string | Uint8Array): void => void canaries.push({ name, value });

const shop = new Issuer("shop");
const answers: Answer[] = [];

/** Remembers every refusal, and every secret that an answer gives away. */
class WatchedService extends RunningService {
  override async raw(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await super.raw(method, path, init);
    if (!path.startsWith("/local/")) answers.push(answer);
    const { secret, assertion, backupCodes } = answer.body;
    if (typeof secret === "string") watch("TOTP secret", secret);
    if (typeof assertion === "string") watch("assertion", assertion.split(".")[2] ?? "");
    for (const code of Array.isArray(backupCodes) ? backupCodes.map(String) : []) {
      watch("backup code", code);
      watch("backup code without dashes", code.replaceAll("-", ""));
    }
    const signature = /^Bearer e[\w-]+\.[\w-]+\.([\w-]{80,})$/.exec(
      new Headers(init.headers).get("authorization") ?? "",
    )?.[1];
    if (signature !== undefined) watch("token", signature);
    return answer;
  }
}

const service = new WatchedService({
  issuers: [shop.settings],
  variables: { LOG_LEVEL: "DEBUG", SMS_ORIGIN_HOST: "login.example.com" },
  onTrouble: (sentence) => process.stderr.write(sentence),
});
const acme = new Organisation(service, shop, "acme");
const person = acme.person(email, { email, preferred_username: email });

const typed = (code: string): string => {
  watch("code", code);
  return code;
};
const smsCode = (): string => typed(service.lastSmsCode());

async function setsUpAndLogsIn(): Promise<void> {
  await person.withPassword("POST", "/v1/login");
  await person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: `${phone}00000` } });
  await person.enrollTotp();
  await person.confirm(person.totpFactorId, typed(person.wrongTotpCode()));
  await person.confirm(person.totpFactorId, typed(person.totpCode()));
  person.nextStep();
  const [backup = "", next = ""] = person.backupCodes;
  for (const code of [
    person.wrongTotpCode(),
    person.totpCode(),
    person.totpCode(),
    backup,
    backup,
    `${next.slice(0, 4)}-ZZZZ-ZZZZ`,
  ])
    await person.verify(typed(code));
  for (const token of [person.accessToken, await person.passwordToken()])
    await service.call("POST", "/v1/login", { token });
}

async function usesThePhone(): Promise<void> {
  const { body } = await person.withAccess("POST", "/v1/factors", { body: { type: "sms", phoneNumber: phone } });
  const factorId = String(body["factor"].id);
  smsCode();
  service.clock.forward(30);
  await person.withAccess("POST", `/v1/factors/${factorId}/resend`);
  await person.confirm(factorId, typed("000000"));
  await person.confirm(factorId, smsCode());
  await person.withAccess("PATCH", `/v1/factors/${factorId}`, { body: { preferred: true } });
  const login = await person.withPassword("POST", "/v1/login");
  const challengeId = String(login.body["challenge"].id);
  await person.withPassword("POST", "/v1/login/sms", { body: {} });
  await person.verify(typed("111111"), challengeId);
  await person.verify(smsCode(), challengeId);
  await person.withPassword("GET", "/v1/factors");
  await person.withAccess("POST", "/v1/backup-codes");
  const file = await person.withAccess("POST", "/v1/backup-codes", { headers: { accept: "text/plain" } });
  for (const code of file.text.match(/^\w{4}-\w{4}-\w{4}$/gm) ?? []) watch("backup code in a file", code);
  await person.withAccess("DELETE", `/v1/factors/${factorId}`);
}

async function meetsTheAdmin(of: Person): Promise<void> {
  const path = acme.userPath(of);
  await acme.asAdmin("GET", path);
  await acme.asAdmin("PUT", acme.userPath(of, "phone"), { phoneNumber: `${otherPhone}00000` });
  await acme.asAdmin("PUT", acme.userPath(of, "phone"), { phoneNumber: registered });
  await acme.asAdmin("POST", acme.userPath(of, "reset"), { reason });
  await person.withPassword("POST", "/v1/login");
  await acme.asAdmin("GET", acme.userPath(of, "events"));
  await acme.asAdmin("DELETE", acme.userPath(of, "phone"));
  await acme.asAdmin("GET", "/v1/admin/policy");
  await acme.asAdmin("PUT", "/v1/admin/policy", { version: 0, recoveryHelp: "Ask at the desk" });
  await acme.asAdmin("PUT", "/v1/admin/policy", { version: 0 });
}

/** Requests that nothing can be made of, with canaries wherever a request can hold one. */
async function makesNoSense(): Promise<void> {
  const token = await person.passwordToken();
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "user-agent": email,
    "x-phone": phone,
    origin: `https://${email}`,
  };
  const bodies = [
    `{"code":"${phone}"`,
    JSON.stringify({ code: email }),
    JSON.stringify({ code: "123456", challengeId: phone }),
    JSON.stringify([phone]),
    `"${email}"`,
  ];
  for (const body of bodies) await service.raw("POST", "/v1/login/verify", { headers, body });
  await service.raw("POST", "/v1/login/verify", { headers, body: JSON.stringify({ code: phone.repeat(1000) }) });
  await service.raw("POST", "/v1/login/verify", { headers: { ...headers, "content-type": "text/plain" }, body: email });
  await service.raw("POST", "/v1/factors", { headers, body: JSON.stringify({ type: email }) });
  await service.raw("POST", "/v1/factors", { headers, body: JSON.stringify({ type: "sms", phoneNumber: email }) });
  await service.raw("GET", `/v1/${encodeURIComponent(email)}?phone=${phone}`, { headers });
  await service.raw("PUT", `/v1/factors/${encodeURIComponent(email)}`, { headers, body: "{}" });
  await service.raw("DELETE", `/v1/factors/${encodeURIComponent(email)}`, { headers });
  await service.raw("GET", `/v1/activity?cursor=${encodeURIComponent(email)}`, { headers });
  await service.raw("GET", `/v1/activity?limit=${encodeURIComponent(email)}`, { headers });
  await service.raw("GET", acme.userPath(person), { headers });
  for (const authorization of [
    `Bearer ${email}`,
    `Basic ${phone}`,
    `Bearer ${token}x`,
    `Bearer ${Buffer.from(email).toString("base64")}`,
  ])
    await service.raw("POST", "/v1/login", { headers: { authorization } });
}

/** Errors of AWS quote what they were about. */
async function meetsFailures(): Promise<void> {
  const quoting = () =>
    Object.assign(new Error(`Invalid: ${email} ${phone}`, { cause: phone }), { name: "ValidationException", phone });
  for (const one of [/^GetItem/, /^Query/, /^PutItem/, /^UpdateItem/, /^Publish/]) {
    await service.aws.failing(one, quoting, async () => {
      await person.withPassword("POST", "/v1/login");
      await person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: otherPhone } });
      await person.withPassword("GET", "/v1/factors");
    });
  }
}

async function isNotToldBecause(name: string): Promise<void> {
  const refusal = () => Object.assign(new Error(`Invalid: ${email}`, { cause: email }), { name });
  await service.aws.failing(/^SendEmail/, refusal, async () => {
    await acme.asAdmin("PUT", acme.userPath(person, "phone"), { phoneNumber: registered });
    await service.local.drained();
  });
}

describe("what is secret or personal", () => {
  it("is found in any of its forms, if it is there", () => {
    const canary = [{ name: "it", value: email }];
    const buffer = Buffer.from(`a${email}b`);
    for (const text of [
      `x${email}y`,
      encodeURIComponent(email),
      buffer.toString("base64"),
      buffer.toString("base64url"),
      buffer.toString("hex"),
    ])
      expect(found(canary, text)).toEqual(["it"]);
    expect(found([{ name: "code", value: "123456" }], '{"a":"123456"}')).toEqual(["code"]);
    expect(found([{ name: "code", value: "123456" }], "20261234567")).toEqual([]);
  });

  it("is in no line, no item, no event and no refusal, whatever the service goes through", async () => {
    const lines = writtenLines();
    await service.start();
    await setsUpAndLogsIn();
    await usesThePhone();
    await makesNoSense();
    await meetsTheAdmin(person);
    await meetsFailures();
    await isNotToldBecause("MessageRejected");
    await isNotToldBecause("TooManyRequestsException");
    await service.call("GET", "/openapi.json");
    await service.call("GET", "/.well-known/jwks.json");
    await service.local.drained();
    const { Items: items = [] } = await service.aws.clients.documents.send(
      new ScanCommand({ TableName: "countersign" }),
    );
    const written = lines.text();
    const mails = service.local.mailbox.mails.filter(({ to }) => to === email);

    expect(written).toContain('"message":"answered"');
    expect(written).toContain('"message":"failed"');
    expect(written).toContain('"a notice was refused"');
    expect(written).toContain('"a notice failed"');
    expect(items.length).toBeGreaterThan(20);
    expect(canaries.length).toBeGreaterThan(60);
    expect(found(canaries, written)).toEqual([]);
    for (const item of items) expect(found(canaries, wordsOf(item))).toEqual([]);

    const events = service.local.events.map((event) => JSON.stringify(event));
    expect(events.some((event) => event.includes(reason))).toBe(true);
    for (const event of events) expect(found(canaries, event)).toEqual([]);

    expect(mails.length).toBeGreaterThan(5);
    for (const { subject, text, html } of mails) expect(found(canaries, subject + text + html)).toEqual([]);

    const refusals = answers.filter(({ status }) => status >= 400);
    expect(new Set(refusals.map(({ status }) => status)).size).toBeGreaterThan(8);
    for (const { text, headers } of refusals)
      expect(found(canaries, text + [...headers.values()].join("\n"))).toEqual([]);
  });

  afterAll(async () => {
    vi.restoreAllMocks();
    await service.stop();
  });
});
