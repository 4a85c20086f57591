/** @module-tag crowds */
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, it, vi } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Answer } from "../harness/called-service.ts";
import { deviceTokenOf, loginWith, remember } from "../harness/remembered.ts";
import { RunningService } from "../harness/running-service.ts";
import { type Canary, found, wordsOf } from "./canary.ts";
import { writtenLines } from "./written-lines.ts";

const shop = new Issuer("shop");
const service = new RunningService({
  issuers: [shop.settings],
  variables: { LOG_LEVEL: "DEBUG", SMS_COUNTRIES: "*" },
});
const acme = new Organisation(service, shop, "acme");
const approvals = "/v1/admin/approvals";
const [phone, registered, listed] = ["+41791230911", "+41791230922", "+41791230933"];

it("no device's token, bypass code, caller's words or phone that waits for a second person is in a line, an item, an event or a problem", async () => {
  const lines = writtenLines();
  await service.start();
  const canaries: Canary[] = [phone, registered, listed].map((value) => ({ name: value, value: value.slice(1) }));
  const answers: Answer[] = [];
  const kept = (answer: Answer): Answer => {
    answers.push(answer);
    return answer;
  };
  const watchToken = (token: string): string => {
    canaries.push({ name: "device", value: token }, { name: "device's MAC", value: macOf(token) });
    return token;
  };
  await acme.setPolicy({ trustedDevices: { days: 30 }, resetApproval: "two" });
  const ada = acme.person("ada", { email: "ada@acme.example" });
  await ada.hasTotp();
  await ada.hasSms(phone);

  const first = watchToken(await deviceTokenOf(ada));
  let token = first;
  for (let nth = 0; nth < 3; nth += 1)
    token = watchToken(String((await loginWith(ada, token)).body["remembered"].token));
  kept(await loginWith(ada, token, token, token, token, token, token));
  kept(await ada.withPassword("POST", "/v1/login", { body: { devices: token } }));
  kept(await service.call("POST", "/v1/login", { token }));
  kept(await service.call("DELETE", `/v1/devices/${token}`, { token: await ada.passwordToken() }));
  kept(await service.call("GET", `/v1/devices?token=${token}`, { token: ada.accessToken }));
  await loginWith(ada, `${token}x`, token.toUpperCase());
  await loginWith(ada, first);
  for (const command of [/^Query/, /^Put/, /^GetItem/])
    kept(await service.aws.failing(command, quoting(token), async () => loginWith(ada, token)));
  kept(await service.aws.failing(/^Put/, quoting(token), async () => remember(ada)));

  const asked = await acme.asAdmin("POST", acme.userPath(ada, "bypass-code"), { reason: "Phone at home" });
  const { id, action, parameters } = asked.body["approval"] as { id: string; action: string; parameters: object };
  const made = await acme.asSecondAdmin("POST", `${approvals}/${id}`, { action, parameters });
  const code = String(made.body["code"]);
  for (const value of [code, code.replaceAll("-", "")]) canaries.push({ name: "bypass code", value });
  kept(await service.aws.failing(/^Put/, quoting(code), async () => ada.verify(code)));
  kept(await ada.verify(code, code));
  kept(await ada.verify(`${code.slice(0, 4)}-0000-0000`));
  expect((await ada.verify(code)).body["method"]).toBe("bypass_code");
  kept(await ada.verify(code));
  kept(await acme.asAdmin("POST", `${approvals}/${code}`, { action: code, parameters: { code } }));

  for (const channel of ["phone", "email"] as const) {
    await acme.asAdmin("POST", acme.userPath(ada, "caller-check"), { channel });
    const text = channel === "phone" ? service.outbox.messages.at(0)?.body : service.local.mailbox.mails[0]?.text;
    const words = /(?:: |^)([a-z]{3,9} [a-z]{3,9})(?:\.|$)/m.exec(text ?? "")?.[1] ?? "";
    expect(words).not.toBe("");
    canaries.push({ name: `words by ${channel}`, value: words });
    const confirm = async (said: unknown) =>
      kept(await acme.asAdmin("POST", acme.userPath(ada, "caller-check/confirm"), { words: said }));
    await confirm("maple maple");
    await confirm([words]);
    expect((await confirm(words)).body).toEqual({ confirmed: true });
    await confirm(words);
  }

  const wish = await acme.asAdmin("PUT", acme.userPath(ada, "phone"), { phoneNumber: registered });
  await acme.asAdmin("PUT", "/v1/admin/phones", { phones: [{ userId: "ben", phoneNumber: listed }] });
  const path = `${approvals}/${String(wish.body["approval"].id)}`;
  kept(await acme.asSecondAdmin("POST", path, { action: "phone", parameters: { phoneNumber: registered } }));
  kept(await acme.asSecondAdmin("POST", path, { action: registered }));
  await service.aws.failing(/^Put/, quoting(registered), async () =>
    kept(await acme.asSecondAdmin("POST", path, wish.body["approval"])),
  );
  await acme.asSecondAdmin("DELETE", path);
  await service.local.drained();

  const { Items: items = [] } = await service.aws.clients.documents.send(new ScanCommand({ TableName: "countersign" }));
  expect(items.some(({ sk }) => String(sk).startsWith("APPROVAL#"))).toBe(true);
  for (const item of items) expect(found(canaries, wordsOf(item))).toEqual([]);
  expect(lines.text()).toContain('"message":"failed"');
  for (const line of lines.text().split("\n")) expect(found(canaries, line), line).toEqual([]);
  const events = service.local.events.map((event) => JSON.stringify(event));
  for (const type of ["device.ended", "bypass_code.issued", "caller.checked", "approval.requested", "approval.dropped"])
    expect(events.some((event) => event.includes(type))).toBe(true);
  for (const event of events) expect(found(canaries, event)).toEqual([]);
  const refusals = answers.filter(({ status }) => status >= 400);
  expect(refusals.length).toBeGreaterThan(15);
  for (const { text, headers } of refusals)
    expect(found(canaries, text + [...headers.values()].join("\n"))).toEqual([]);
  const mails = service.local.mailbox.mails.filter(({ text }) => !/^[a-z]{3,9} [a-z]{3,9}$/m.test(text));
  expect(mails.length).toBeGreaterThan(3);
  for (const { subject, text, html } of mails) expect(found(canaries, subject + text + html)).toEqual([]);
});

/** The secret end of a token, which is not its id. */
const macOf = (token: string): Uint8Array => new Uint8Array(Buffer.from(token.slice(4), "base64url").subarray(11));

/** Errors of AWS quote what they were about. */
const quoting = (secret: string) => () =>
  Object.assign(new Error(`Invalid: ${secret}`, { cause: secret }), { name: "ValidationException", secret });

afterAll(async () => {
  vi.restoreAllMocks();
  await service.stop();
});
