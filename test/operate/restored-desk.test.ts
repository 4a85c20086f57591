/** @module-tag crowds */
import { expect, test } from "vitest";
import { run } from "../../operate/restore/run.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { TableWithBackup } from "./table-with-backup.ts";

const backup = new TableWithBackup("desk");
const { service, organisation } = backup;
service.clock.ticks = true;
const approvals = "/v1/admin/approvals";

test(
  "a restore drops approvals, bypass codes and devices: what was given since is not given twice",
  { timeout: 60_000 },
  async () => {
    const [ada, ben, cleo] = [organisation.person("ada"), organisation.person("ben"), organisation.person("cleo")];
    for (const person of [ada, ben, cleo]) await person.hasTotp();
    await organisation.setPolicy({ trustedDevices: { days: 30 } });
    const token = await deviceTokenOf(cleo);
    const made = await organisation.asAdmin("POST", organisation.userPath(ben, "bypass-code"), {
      reason: "Lost",
      hours: 24,
    });
    await organisation.setPolicy({ resetApproval: "two" });
    const ask = async (reason: string) => {
      const { body } = await organisation.asAdmin("POST", organisation.userPath(ada, "bypass-code"), {
        reason,
        hours: 24,
      });
      return body["approval"] as { readonly id: string; readonly action: string; readonly parameters: object };
    };
    const [granted, open] = [await ask("Phone at home"), await ask("Phone lost")];
    const approve = async ({ id, action, parameters }: typeof open) =>
      organisation.asSecondAdmin("POST", `${approvals}/${id}`, { action, parameters });
    await organisation.asSecondAdmin("GET", approvals);
    await backup.takeBackup();
    expect((await approve(granted)).status).toBe(201);

    await backup.loseTable();
    const listed = await backup.items();
    expect(listed.filter(({ sk }) => String(sk).startsWith("APPROVAL#"))).toHaveLength(2);
    const options = { table: backup.tableName, backupTime: backup.backupTime, dryRun: false, yes: true, json: true };
    const target = { context: await backup.operator(), isServing: false };
    await run({ ...options, dryRun: true }, target, async () => true);
    expect(await backup.items()).toEqual(listed);
    await run(options, target, async () => true);
    service.clock.forward(660);

    expect((await organisation.asAdmin("GET", approvals)).body["approvals"]).toEqual([]);
    for (const approval of [granted, open]) expect((await approve(approval)).body["code"]).toBe("approval_not_found");
    expect((await ben.verify(String(made.body["code"]))).body["code"]).toBe("invalid_code");
    expect((await loginWith(cleo, token)).body).toMatchObject({ decision: "challenge", forget: [0] });
    for (const person of [ada, ben, cleo]) expect((await person.loginWithTotp()).status).toBe(200);
    expect((await organisation.asAdmin("GET", "/v1/admin/policy")).body["resetApproval"]).toBe("two");
  },
);
