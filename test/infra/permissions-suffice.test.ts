/** @module-tag processes */
import { expect, test } from "vitest";
import { sealLink } from "../../shared/access/links.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { userKey } from "../../shared/identity/tokens.ts";
import type { AwsCall } from "../harness/aws-spy.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { RunningService, runsFor } from "../harness/running-service.ts";
import { allows, type Asked, statementsByFunction } from "./roles.ts";
import { synthesized } from "./synthesized.ts";

/** IAM refuses nothing here, so that every command is judged by the synthesized role of the function that sent it. */
const roles = statementsByFunction(synthesized().service);
const rows = Object.values(routes) as readonly Route[];

interface Sent extends Asked {
  readonly by: string;
}
const sent: Sent[] = [];

type Input = Readonly<Record<string, Readonly<Record<string, string>> | undefined>> & {
  /** Of a batch. */
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly { readonly pk: string }[] }>>;
};

function asked(service: string, commandName: string, input: Input): Asked {
  const action = `${service}:${commandName.replace(/Command$/, "").replace(/^(BatchGet|Get|Put|Update)$/, "$1Item")}`;
  const { EncryptionContext, Item, Key, ExpressionAttributeValues } = input;
  const context = Object.entries(EncryptionContext ?? {}).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    [value],
  ]);
  const batch = Object.values(input.RequestItems ?? {}).flatMap(({ Keys }) => Keys.map(({ pk }) => pk));
  const one = (Item ?? Key)?.["pk"] ?? ExpressionAttributeValues?.[":pk"];
  const partitions = one === undefined ? batch : [one];
  const keys = {
    ...Object.fromEntries(context),
    ...(partitions.length > 0 && { "dynamodb:LeadingKeys": partitions }),
    ...(Item && { "dynamodb:Attributes": Object.keys(Item) }),
  };
  return { action, keys };
}

/** The events' consumers have roles of their own; steps read cells in batches, and admins' steps as they like. */
function consumerOf(by: string, command: string, input: Input): string | null {
  if (input["Item"]?.["sk"]?.startsWith("EVENT#")) return "events-publish-events";
  const partition = (input["Item"] ?? input["Key"])?.["pk"] ?? "";
  // A caller's words are counted like a code: in the bill, and against the organisation's budget.
  const isBilled = partition.startsWith("TENANT#") ? by === "admin-check-caller" : command.startsWith("Update");
  const isTraffic = partition.startsWith("TRAFFIC#") && !command.startsWith("Batch") && !by.startsWith("admin");
  return isTraffic || (isBilled && /^(TENANT|TRAFFIC)#/.test(partition)) ? "events-count-sms" : null;
}

const note = (by: string, { service, command, input }: AwsCall): void => {
  if (["events", "ses", "logs"].includes(service)) return;
  const sender = consumerOf(by, command, input as Input) ?? by;
  sent.push({ by: sender, ...asked(service, command, input as Input) });
};

/** Calls one route at a time. */
class WatchedService extends RunningService {
  override async raw(method: string, path: string, init: RequestInit = {}) {
    const bare = path.split("?")[0] ?? "";
    const row = rows.find(
      (one) => one.method === method && new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(bare),
    );
    const before = this.aws.calls.length;
    const answer = await super.raw(method, path, init);
    await this.local.drained();
    for (const call of this.aws.calls.slice(before)) note(row?.function.replaceAll("/", "-") ?? "not-found", call);
    return answer;
  }
}

const shop = new Issuer("shop");
const service = runsFor(
  new WatchedService({
    issuers: [shop.settings],
    variables: { DATA_KEY_CACHE_SECONDS: "0", MAIL_FROM: "" },
  }),
);

/** The link of a user's newest removal, which no e-mail of this service brings. */
async function linkOf(subject: string): Promise<string> {
  const { accounts, vault, clock } = service.local.services;
  const user = await userKey(vault, { tenant: "acme", issuerId: shop.settings.id, subject });
  const id = (await accounts.read(user)).account.changes?.at(-1)?.link ?? "";
  return sealLink(vault, { kind: "changed", user, id, at: clock.now(), expiresAt: clock.now() + 60_000 });
}
const code = "7Q2M-04XK-9TRB";
/** Without mail no recovery begins: what each function reads is seen all the same. */
const recovering = [
  ["POST", "", undefined],
  ["GET", "", undefined],
  ["POST", "/confirm", { code }],
  ["POST", "/complete", { type: "totp", code }],
] as const;

/** Acts that wait for a second admin; the last one is dropped. */
async function byTwoAdmins(organisation: Organisation, user: Person): Promise<void> {
  await organisation.setPolicy({ resetApproval: "two" });
  const acts = [
    ["PUT", "phone", { phoneNumber: "+41791234569" }],
    ["POST", "bypass-code", { hours: 1, reason: "Travels" }],
    ["POST", "reset", { reason: "Lost" }],
    ["DELETE", "phone", undefined],
  ] as const;
  for (const [method, call, fields] of acts) {
    const { status, body } = await organisation.asAdmin(method, organisation.userPath(user, call), fields);
    expect(status).toBe(202);
    const { id, action, parameters } = body["approval"];
    const path = `/v1/admin/approvals/${String(id)}`;
    if (method === "DELETE") await organisation.asAdmin("DELETE", path);
    else {
      const answer = await organisation.asSecondAdmin("POST", path, { action, parameters });
      expect(answer.status, answer.text).toBeLessThan(300);
    }
  }
  await organisation.asAdmin("GET", "/v1/admin/approvals");
}

test("a whole life with the service stays within the roles of its functions", async () => {
  const acme = new Organisation(service, shop, "acme");
  const ada = acme.person("ada");
  const email = "ada@example.com";

  await service.call("GET", "/health");
  await service.call("GET", "/openapi.json");
  await service.call("GET", "/.well-known/jwks.json");
  await service.call("GET", "/nothing");
  await ada.withPassword("POST", "/v1/login");
  await ada.hasTotp();
  await ada.hasSms("+41791234567");
  const pending = await ada.withAccess("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234568" },
  });
  service.clock.forward(30);
  const pendingId = String(pending.body["factor"].id);
  await ada.withAccess("POST", `/v1/factors/${pendingId}/resend`);
  await ada.withAccess("DELETE", `/v1/factors/${pendingId}`);
  await ada.withAccess("PATCH", `/v1/factors/${ada.smsFactorId}`, { body: { preferred: true } });
  service.clock.forward(120);
  await ada.loginWithSms();
  service.clock.forward(120);
  const { body: again } = await ada.withPassword("POST", "/v1/login/sms", { body: {} });
  await ada.withPassword("GET", `/v1/login/sms?challengeId=${String(again["challenge"].id)}`);
  await ada.loginWithTotp();
  await ada.verify(ada.wrongTotpCode());
  await ada.verify(ada.backupCodes[0] ?? "");
  await ada.withPassword("GET", "/v1/factors");
  await ada.activity();
  await ada.withAccess("POST", "/v1/backup-codes");
  const path = acme.userPath(ada);
  await acme.asAdmin("GET", path);
  await acme.asAdmin("GET", acme.userPath(ada, "events"));
  await acme.asAdmin("POST", acme.userPath(ada, "bypass-code"), { hours: 1, reason: "Travels" });
  await acme.asAdmin("POST", acme.userPath(ada, "caller-check"), { channel: "phone" });
  await acme.asAdmin("POST", acme.userPath(ada, "caller-check/confirm"), { words: "wrong words" });
  await acme.asAdmin("PUT", acme.userPath(ada, "phone"), { phoneNumber: "+41791234569" });
  await acme.asAdmin("DELETE", acme.userPath(ada, "phone"));
  await acme.asAdmin("PUT", "/v1/admin/phones", { phones: [{ userId: ada.email, phoneNumber: "+41791234570" }] });
  await acme.setPolicy({ recoveryHelp: email, trustedDevices: { days: 30 } });
  await loginWith(ada, await deviceTokenOf(ada));
  const { body } = await ada.withAccess("GET", "/v1/devices");
  await ada.withAccess("DELETE", `/v1/devices/${String(body["devices"][0].id)}`);
  await ada.withAccess("DELETE", "/v1/devices");
  await deviceTokenOf(ada);
  await acme.asAdmin("DELETE", `/v1/admin/user/devices?userId=${ada.email}`);
  await acme.asAdmin("DELETE", "/v1/admin/devices");
  await acme.asAdmin("GET", "/v1/admin/sms");
  await acme.asAdmin("GET", "/v1/admin/posture");
  await acme.asAdmin("GET", "/v1/admin/policy/history");
  await acme.asAdmin("GET", "/v1/admin/activity");
  await acme.asAdmin("POST", "/v1/admin/rehearse", {
    policy: { enforcement: "on", recovery: { mode: "delay", delayHours: 72 } },
    userIds: [ada.email],
    recovery: true,
  });
  const requirement = acme.userPath(ada).replace("/user?", "/user/requirement?");
  for (const required of [true, null]) await acme.asAdmin("PUT", requirement, { required, reason: "Treasurer" });
  const support = acme.person("support", { roles: ["2fa-operator"] });
  await support.hasTotp();
  const range = { kind: "country", id: "CH" } as const;
  const { traffic } = service.local.services;
  const { cell, version } = await traffic.current("acme", range);
  const stop = { until: service.clock.now() + 3_600_000, hours: 1, trial: [] };
  await traffic.write("acme", range, { ...cell, stop }, version);
  await support.withAccess("DELETE", "/v1/admin/sms/breakers/CH");
  await ada.loginWithTotp();
  for (const [method, step, fields] of recovering)
    await ada.withPassword(method, `/v1/recovery${step}`, { body: fields });
  await ada.withAccess("DELETE", "/v1/recovery");
  await acme.asAdmin("POST", acme.userPath(ada, "recovery"), { reason: "Called" });
  await acme.asAdmin("DELETE", acme.userPath(ada, "recovery"), { reason: "Called" });
  await ada.loginWithTotp();
  await ada.withAccess("DELETE", "/v1/factors");
  const token = await linkOf(ada.email);
  await service.call("GET", "/links/changed");
  for (const call of ["links", "reopen", "recovery/cancel", "freeze"])
    await service.call("POST", `/v1/${call}`, { body: { token } });
  for (const more of [{}, { code: ada.totpCode(1) }])
    await ada.withPassword("POST", "/v1/undo", { body: { token, ...more } });
  await acme.asAdmin("POST", acme.userPath(ada, "reopen"), { method: "totp", reason: "Called" });
  await acme.asAdmin("POST", acme.userPath(ada, "reset"), { reason: "Lost" });
  const ben = acme.person("ben");
  await ben.hasTotp();
  await byTwoAdmins(acme, ben);

  const refused = sent.filter(({ by, ...one }) => !allows(roles.get(by) ?? [], one));
  expect(refused).toEqual([]);
  const silent = rows.filter(({ access }) => access !== "public").map((row) => row.function.replaceAll("/", "-"));
  expect(silent.filter((name) => sent.every(({ by }) => by !== name))).toEqual([]);
  expect(new Set(sent.map(({ action }) => action))).toEqual(
    new Set([
      "dynamodb:BatchGetItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "sns:Publish",
    ]),
  );
});
