/** @module-tag crowds */
import { expect, test } from "vitest";
import { run } from "../../operate/restore/run.ts";
import { Authenticator } from "../harness/authenticator.ts";
import { mailedLink } from "../harness/mailed-link.ts";
import type { Person } from "../harness/person.ts";
import { shopOrigin, withPasskeys } from "../harness/world.ts";
import { TableWithBackup } from "./table-with-backup.ts";

/** Passkeys that were removed, and their credentials, which the table keeps for an undo. */
const backup = new TableWithBackup("staged", withPasskeys);
const { service, organisation } = backup;
service.clock.ticks = true;

async function withPasskey(name: string): Promise<{ readonly person: Person; readonly key: Authenticator }> {
  const person = organisation.person(name, { email: `${name}@staged.example` });
  await person.hasTotp();
  await person.loginWithTotp();
  const key = new Authenticator(shopOrigin);
  await person.hasPasskey(key);
  service.clock.forward(86_400);
  return { person, key };
}
async function removes({ person, key }: Awaited<ReturnType<typeof withPasskey>>): Promise<void> {
  await person.loginWithPasskey(key);
  expect((await person.withAccess("DELETE", `/v1/factors/${person.passkeyFactorId}`)).status).toBe(204);
}

test("neither a passkey that waited for an undo, nor one that was removed since the backup, works after a restore", async () => {
  const [before, since] = [await withPasskey("before"), await withPasskey("since")];
  const admin = await organisation.admin();
  await removes(before);
  const link = await mailedLink(service, "before@staged.example");
  const { body: asked } = await before.person.withPassword("POST", "/v1/undo", { body: { token: link } });
  expect(asked).toMatchObject({ type: "passkey" });
  await backup.takeBackup();
  await removes(since);
  await backup.loseTable();
  const options = { table: backup.tableName, backupTime: backup.backupTime, dryRun: false, yes: false, json: true };
  const target = { context: await backup.operator(), isServing: false };
  expect((await run(options, target, async () => true)).exitCode).toBe(0);

  const credential = before.key.get(asked["publicKey"]);
  for (const body of [{ token: link }, { token: link, credential }])
    expect((await before.person.withPassword("POST", "/v1/undo", { body })).status).toBe(410);
  expect((await before.person.verifyPasskey(credential)).body["assertion"]).toBeUndefined();
  service.clock.forward(120);
  for (const { person } of [before, since]) {
    const { body } = await person.withPassword("POST", "/v1/login");
    expect(body).toMatchObject({ decision: "challenge", factors: [{ type: "totp" }] });
    expect(body).not.toHaveProperty("publicKey");
    expect((await person.withPassword("GET", "/v1/factors")).body).not.toHaveProperty("passkeys");
    expect((await person.loginWithTotp()).status).toBe(200);
  }
  expect((await admin.loginWithTotp()).status).toBe(200);
});
