import { CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { expect, test } from "vitest";
import { run, type Whose } from "../../operate/erase/run.ts";
import { run as restore } from "../../operate/restore/run.ts";
import type { LocalService } from "../../local/service.ts";
import { TableWithBackup } from "./table-with-backup.ts";

const backup = new TableWithBackup("erased");
const { service, organisation } = backup;
const phone = "+41791234581";
const issuerIds = [organisation.issuer.settings.id];
const logged: string[] = [];

/** The operator, whose lines in the audit log are kept. */
async function operator() {
  const target = await backup.operator();
  mockClient(target.logs)
    .on(CreateLogStreamCommand)
    .resolves({})
    .on(PutLogEventsCommand)
    .callsFake(({ logEvents = [] }: { logEvents?: { message: string }[] }) => {
      logged.push(...logEvents.map(({ message }) => message));
      return {};
    });
  return target;
}
const erase = async (whose: Whose, more: { tenant?: string; exportOnly?: boolean; yes?: boolean } = {}) =>
  run(
    { tenant: "erased", whose, exportOnly: false, yes: true, ...more },
    { context: await operator(), issuerIds },
    async () => false,
  );
const ofUser = async (ref: string) => (await backup.items()).filter(({ pk }) => String(pk).endsWith(ref));
const refOf = async (name: string): Promise<string> =>
  String((await organisation.asAdmin("GET", organisation.userPath(organisation.person(name)))).body["ref"]);

test("an access request: all of it, in the clear, without a secret", async () => {
  const ada = organisation.person("ada", { email: "ada@erased.example" });
  await ada.hasTotp();
  await ada.hasSms(phone);
  await ada.verify(ada.backupCodes[0] ?? "");
  await service.local.drained();
  const before = await backup.items();
  const text = await erase({ kind: "user", userId: "ada" }, { exportOnly: true });
  expect(JSON.parse(text)).toMatchObject({
    user: { issuer: organisation.issuer.settings.id, sub: "ada" },
    contact: { email: "ada@erased.example" },
    factors: [{ type: "totp" }, { type: "sms", phoneNumber: phone }],
    backupCodes: { remaining: 9 },
    activity: expect.arrayContaining([expect.objectContaining({ type: "factor.activated" })]),
  });
  for (const secret of [...ada.backupCodes, "secret", "digest"]) expect(text).not.toContain(secret);
  expect(await backup.items()).toEqual(before);
});

test("a user goes, and nobody else; the log says so first", async () => {
  const ben = organisation.person("ben");
  await ben.hasTotp();
  await service.local.drained();
  const ref = await refOf("ada");
  const others = (await backup.items()).filter(({ pk }) => !String(pk).endsWith(ref));
  expect((await ofUser(ref)).map(({ sk }) => sk)).toEqual(expect.arrayContaining(["ACCOUNT", "WHO"]));
  await expect(erase({ kind: "ref", ref }, { yes: false })).rejects.toThrow("Nothing was deleted");
  expect(logged).toEqual([]);
  await erase({ kind: "user", userId: `${organisation.issuer.settings.id}|ada` });
  expect(await ofUser(ref)).toEqual([]);
  expect((await backup.items()).filter(({ pk }) => !String(pk).endsWith(ref))).toEqual(others);
  expect(JSON.parse(logged[0] ?? "")).toMatchObject({ type: "account.erased", tenant: "erased", ref });
  expect(await erase({ kind: "ref", ref })).toContain("Nothing is kept");
  expect(logged).toHaveLength(1);
  expect((await organisation.person("ada").withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
});

test("an unknown organisation gets no key and no line", async () => {
  const before = await backup.items();
  await expect(erase({ kind: "user", userId: "ada" }, { tenant: "erazed" })).rejects.toThrow("no organisation erazed");
  expect(await backup.items()).toEqual(before);
});

test("a restored backup is erased again", async () => {
  const cleo = organisation.person("cleo", { email: "cleo@erased.example" });
  await cleo.hasTotp();
  await service.local.drained();
  const ref = await refOf("cleo");
  await backup.takeBackup();
  logged.length = 0;
  await erase({ kind: "ref", ref });
  keepInLog(service.local, logged);
  await backup.loseTable();
  expect((await ofUser(ref)).length).toBeGreaterThan(1);
  const options = { table: backup.tableName, backupTime: backup.backupTime, dryRun: false, yes: true, json: true };
  const { text } = await restore(options, { context: await backup.operator(), isServing: false }, async () => true);
  expect(JSON.parse(text).accounts).toMatchObject({ erased: 1, shut: [] });
  const [account, ...more] = await ofUser(ref);
  expect(more).toEqual([]);
  expect(account).not.toHaveProperty("c");
  expect(account).not.toHaveProperty("f");
});

test("an organisation that leaves: users, policy and keys; a neighbour with a like name stays", async () => {
  const { documents } = backup.clients;
  const neighbour = { pk: "USER#erased2#usr_x", sk: "ACCOUNT", s: 1, v: 1 };
  await documents.send(new PutCommand({ TableName: backup.tableName, Item: neighbour }));
  await service.local.drained();
  logged.length = 0;
  await erase({ kind: "all" });
  const left = (await backup.items()).map(({ pk }) => String(pk));
  expect(left.filter((pk) => /^(USER|TENANT)#erased(#|$)/.test(pk))).toEqual([]);
  expect(left).toContain(neighbour.pk);
  expect(JSON.parse(logged[0] ?? "")).toMatchObject({ type: "tenant.erased", ref: null });
});

function keepInLog({ audited }: LocalService, lines: readonly string[]): void {
  if (!Array.isArray(audited)) throw new Error("The local audit log keeps no list");
  for (const message of lines) audited.push({ timestamp: service.clock.now(), message });
}
