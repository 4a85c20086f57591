/** @module-tag crowds */
import { expect, test } from "vitest";
import { run } from "../../operate/restore/run.ts";
import { tableContext, type TableContext } from "../../operate/table.ts";
import type { AccountStore, UserKey } from "../../shared/ports/stores.ts";
import { systemRandom } from "../../shared/runtime/services.ts";
import { TableWithBackup } from "./table-with-backup.ts";

const backup = new TableWithBackup("interrupted");
const { service, organisation } = backup;
service.clock.ticks = true;

const people = ["ada", "ben", "cleo", "dora", "eve", "finn"].map((name) => organisation.person(name));
const options = () => ({
  table: backup.tableName,
  backupTime: backup.backupTime,
  dryRun: false,
  yes: true,
  json: true,
});
const nobody = async (): Promise<boolean> => false;

async function restore(operator: TableContext) {
  return JSON.parse((await run(options(), { context: operator, isServing: false }, nobody)).text);
}
const epochs = async (): Promise<readonly unknown[]> =>
  (await backup.items()).filter(({ sk }) => sk === "ACCOUNT").map(({ n }) => n ?? 0);

/** The operator's client, which loses its connection after so many writes. */
async function dyingOperator(writes: number): Promise<{ operator: TableContext; stop: () => void }> {
  const { documents, stop } = await backup.operatorDocuments();
  let left = writes;
  documents.middlewareStack.add(
    (next, { commandName }: { readonly commandName?: string }) =>
      async (args) => {
        if (commandName === "PutItemCommand" && (left -= 1) < 0) throw new Error("The process was killed");
        return next(args);
      },
    { step: "initialize" },
  );
  const names = { table: backup.tableName, key: service.local.services.settings.kmsKeyId, auditLog: "/audit" };
  const clients = { documents, kms: backup.clients.kms, logs: backup.auditLog() };
  return { operator: tableContext(clients, names, { clock: service.clock, random: systemRandom }), stop };
}

/** Lets something happen between the read of an account and the write that follows from it. */
const raced = (operator: TableContext, happens: (user: UserKey) => Promise<void>): TableContext => {
  const accounts: AccountStore = {
    ...operator.accounts,
    write: async (user, account, event) => {
      await happens(user);
      return operator.accounts.write(user, account, event);
    },
  };
  return { ...operator, accounts };
};

test("wherever it is killed, it can be gone on with and ends the same", async () => {
  const [ada, ben] = people;
  if (!ada || !ben) throw new Error("Who is missing?");
  for (const person of [...people, await organisation.admin()]) if (person.totpFactorId === "") await person.hasTotp();
  await backup.takeBackup();
  await organisation.asAdmin("POST", organisation.userPath(ada, "reset"), { reason: "Lost it all" });
  await ben.loginWithTotp();
  await backup.loseTable();

  for (const writes of [0, 1, 1, 1, 2, 2]) {
    const { operator, stop } = await dyingOperator(writes);
    await expect(restore(operator), `${String(writes)} writes`).rejects.toThrow(
      /The process was killed|It is not known whether the item was written/,
    );
    stop();
    service.clock.forward(1);
  }
  const report = await restore(await backup.operator());
  expect(report.resumed).toBe(true);
  expect(report.accounts.leftAlone).toBeGreaterThan(0);
  const fence = Date.parse(report.fencedAt);
  expect(new Set(await epochs())).toEqual(new Set([fence]));

  const again = await restore(await backup.operator());
  expect(again.accounts.leftAlone).toBe(again.accounts.accounts);
  service.clock.forward(120);
  expect((await ada.loginWithTotp()).body["code"]).toBe("not_enrolled");
  expect((await ben.loginWithTotp())?.status).toBe(200);
});

test("whoever is active meanwhile loses nothing, and no code counts twice", async () => {
  const [, ben, cleo, dora] = people;
  if (!ben || !cleo || !dora) throw new Error("Who is missing?");
  await backup.takeBackup();
  await backup.loseTable();
  const waiting = new Map([
    [await refOf(ben), async () => expect((await ben.loginWithTotp()).status).toBe(200)],
    [await refOf(cleo), async () => renewCodes(cleo)],
    [await refOf(dora), async () => expect((await dora.hasSms("+41791234571"), dora.smsFactorId)).not.toBe("")],
  ]);
  const operator = raced(await backup.operator(), async ({ ref }) => {
    const happens = waiting.get(ref);
    waiting.delete(ref);
    await happens?.();
  });
  // Their actions need a proof of the second factor, which the fence ends.
  for (const person of [cleo, dora]) await person.loginWithTotp();
  const report = await restore(operator);
  expect(waiting.size).toBe(0);
  expect(report.accounts.shut).toEqual([]);
  expect(new Set(await epochs())).toEqual(new Set([Date.parse(report.fencedAt)]));

  expect((await ben.verify(ben.totpCode())).body["code"]).toBe("code_already_used");
  expect((await cleo.verify(cleo.backupCodes[0] ?? "")).status).toBe(200);
  const doras = await dora.withPassword("POST", "/v1/login");
  expect(doras.body["factors"]).toHaveLength(2);
});

async function renewCodes(person: (typeof people)[number]): Promise<void> {
  const { status, body } = await person.withAccess("POST", "/v1/backup-codes");
  expect(status).toBe(201);
  person.backupCodes = body["backupCodes"].map(String);
}

async function refOf({ email }: (typeof people)[number]): Promise<string> {
  const { body } = await organisation.asAdmin("GET", organisation.userPath(organisation.person(email)));
  return String(body["ref"]);
}

test("a table that serves is not begun upon, and a fence of another backup is not taken for this one", async () => {
  await service.local.drained();
  const before = await backup.items();
  const operator = await backup.operator();
  const serving = { context: operator, isServing: true };
  await backup.takeBackup();
  await expect(run(options(), serving, nobody)).rejects.toThrow("serves from");
  await expect(run({ ...options(), yes: false }, { context: operator, isServing: false }, nobody)).rejects.toThrow(
    "Nothing was changed",
  );
  const early = { ...options(), backupTime: 1 };
  await expect(run(early, { context: operator, isServing: false }, nobody)).rejects.toThrow("fenced already");
  const late = { ...options(), backupTime: service.clock.now() + 1000 };
  await expect(run(late, { context: operator, isServing: false }, nobody)).rejects.toThrow("in the future");
  const dry = await run({ ...options(), dryRun: true }, { context: operator, isServing: false }, nobody);
  expect(JSON.parse(dry.text)).toMatchObject({ dryRun: true, resumed: false });
  expect(await backup.items()).toEqual(before);
});
