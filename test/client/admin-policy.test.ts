import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { questionOf } from "../../client/admin/login-command.ts";
import { world } from "../harness/world.ts";
import { inProcess } from "./admin-command.ts";

const { service, organisationOf } = world();

async function commandOf(tenant: string) {
  const acme = organisationOf(tenant);
  const admin = await acme.admin();
  const run = async (...args: readonly string[]) => {
    await admin.loginWithTotp();
    return inProcess(args, { url: service.local.url, token: String(admin.accessToken) });
  };
  return { acme, run };
}

it.each([
  [["totp"], null, {}, "Code of the app, or a backup code:"],
  [["totp", "passkey"], null, {}, "Code of the app, or a backup code:"],
  [["sms"], {}, undefined, "Code of the SMS, or a backup code:"],
  [["totp", "sms"], {}, undefined, "Code of the app or the SMS, or a backup code:"],
  [["passkey"], null, {}, "A passkey cannot be used in the terminal. Backup code:"],
  [["sms"], null, undefined, "Backup code:"],
] as const)("login asks a user of %j for the codes that can be right", (types, challenge, publicKey, question) => {
  expect(questionOf({ factors: types.map((type) => ({ type })), challenge, publicKey })).toBe(question);
});

describe("countersign-admin", () => {
  it("shows the policy's history, and brings a version back", async () => {
    const { acme, run } = await commandOf("history");
    await acme.setPolicy({ issuerName: "First" });
    await acme.setPolicy({ enforcement: "report", graceDays: 5 });
    const listed = await run("policy", "history");
    expect(listed.output).toMatch(/ 2 {2}\S+ {2}admin the-admin\n {4}1 {2}\S+ {2}admin the-admin/);
    expect((await run("policy", "restore", "1", "--dry-run")).output).toMatch(/graceDays\n {2}now: .* 5 days/);
    expect(await run("policy", "restore", "1", "--yes")).toMatchObject({
      code: 0,
      output: expect.stringMatching(/version 3/),
    });
    expect((await acme.asAdmin("GET", "/v1/admin/policy")).body).toMatchObject({ enforcement: "off", graceDays: 0 });
    expect((await run("policy", "restore", "9")).errors).toMatch(/No version 9/);
    expect((await run("policy", "restore", "x")).code).toBe(2);
  });

  it("sets enforcement, date, grace and roles", async () => {
    const { acme, run } = await commandOf("sets");
    const change = [
      "--enforcement",
      "on",
      "--enforcement-from",
      "2031-01-15",
      "--grace-days",
      "14",
      "--required-roles",
      "finance,hr",
    ];
    expect((await run("policy", "set", ...change, "--yes")).code).toBe(0);
    expect((await acme.asAdmin("GET", "/v1/admin/policy")).body).toMatchObject({
      required: true,
      enforcement: "on",
      enforcementFrom: "2031-01-15T00:00:00.000Z",
      graceDays: 14,
      requiredFor: { roles: ["finance", "hr"] },
    });
    expect((await run("policy", "set", "--grace-days", "91")).errors).toMatch(/0 to 90/);
    expect((await run("policy", "set", "--enforcement-from", "soon")).code).toBe(2);
  });

  it("rehearses a policy over a list, and writes a CSV that no spreadsheet runs", async () => {
    const { acme, run } = await commandOf("rehearses");
    await acme.person("has").hasTotp();
    const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
    const [policy, users, out] = ["new.json", "users.csv", "out.csv"].map((name) => join(folder, name));
    writeFileSync(String(policy), JSON.stringify({ required: true }));
    const many = Array.from({ length: 150 }, (_, nth) => `user-${String(nth)}`);
    writeFileSync(
      String(users),
      ["name,userId", "A,has", "B,=1+1", "C,has", ...many.map((id) => `X,${id}`)].join("\n"),
    );
    const ended = await run(
      "policy",
      "rehearse",
      "--policy",
      String(policy),
      "--users",
      String(users),
      "--out",
      String(out),
    );
    expect(ended).toMatchObject({
      code: 0,
      output: expect.stringMatching(/152 users\.\n1 go on as before\.\n151 would be sent/),
    });
    // 151 may choose a phone, in two calls: five messages each, whatever allowed country is the dearest.
    expect(ended.output).toMatch(
      /SMS of the first week: 0 to 755, 0\.00 to 67\.95 USD\.\n.* 5 logins .*\nPrices of 2026-11/,
    );
    const lines = readFileSync(String(out), "utf8").trim().split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "userId,now,then,why,factors,backupCodes",
      "has,challenge,challenge,,totp,10",
      "'=1+1,allow,enroll,no_factor,,0",
    ]);
    expect(lines).toHaveLength(153);
    writeFileSync(String(users), "name\nA");
    expect((await run("policy", "rehearse", "--policy", String(policy), "--users", String(users))).errors).toMatch(
      /Missing: userId/,
    );
    expect((await run("policy", "rehearse", "--policy", String(policy))).code).toBe(2);
    const rehearsed = async (text: string) => {
      writeFileSync(String(policy), text);
      return run("policy", "rehearse", "--policy", String(policy), "--users", String(users));
    };
    const twice = { code: 1, errors: expect.stringContaining("names a field twice") };
    for (const doubled of ['{"trustedDevices":{"days":0,"days":30}}', '{"required":true, "requ\\u0069red" : false}'])
      expect(await rehearsed(doubled)).toMatchObject(twice);
    expect((await rehearsed("{required: true}")).errors).toContain("is not JSON");
    writeFileSync(String(users), "userId\nhas\n");
    expect((await rehearsed('{"recoveryHelp": "\\"a\\": \\"a\\": b"}')).code).toBe(0);
  });

  it("counts who has SMS alone and no codes left in both, though the row names one reason", async () => {
    const { acme, run } = await commandOf("rehearses-weak");
    const ada = acme.person("ada");
    await ada.hasSms("+41791234571");
    for (const code of ada.backupCodes) expect((await ada.verify(code)).status).toBe(200);
    const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
    const [policy = "", users = ""] = ["new.json", "users.csv"].map((name) => join(folder, name));
    writeFileSync(policy, "{}");
    writeFileSync(users, "userId\nada\n");
    const { output } = await run("policy", "rehearse", "--policy", policy, "--users", users);
    expect(output).toContain("ada,challenge,challenge,no_backup_codes,sms,0");
    expect(output).toContain("1 have one factor and no backup codes left, 1 only SMS.");
  });

  it("says that a user must, shows it, and lists what the admins did", async () => {
    const { run } = await commandOf("requires");
    const said = await run("user", "require", "ada", "yes", "--reason", "Signs payments");
    expect(said.output).toBe("ada must use a second factor.\n");
    expect((await run("user", "show", "ada")).output).toMatch(/Required +of this user/);
    await service.local.drained();
    expect((await run("organisation", "activity")).output).toMatch(/requirement\.changed +admin the-admin +user=ada/);
    expect((await run("user", "require", "ada", "perhaps", "--reason", "None")).code).toBe(2);
  });
});
