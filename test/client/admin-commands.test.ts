/** @module-tag processes */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOTP } from "otpauth";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../client/admin/run.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";
import { base64url } from "../identity/world.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { type Ended, inProcess, inShell } from "./admin-command.ts";

const { service, organisation: acme } = world();
const folder = mkdtempSync(join(tmpdir(), "admin-"));
afterAll(() => rmSync(folder, { recursive: true }));

let admin: Person;
beforeEach(async () => {
  admin = await acme.admin();
  await admin.loginWithTotp();
});

/** As the admin, unless another token is given. */
const run = async (
  args: readonly string[],
  { token = admin.accessToken ?? "", typed = [] as readonly string[] } = {},
) => inProcess(args, { url: service.local.url, token }, typed);
const jsonOf = ({ output }: Ended): unknown => JSON.parse(output);

describe("without a service", () => {
  it("the help names every command, and every command has one with examples", async () => {
    const general = await inShell(["--help"]);
    expect(general.code).toBe(0);
    for (const { name, summary } of commands) expect(general.output).toMatch(new RegExp(`${name}.*${summary}`));
    const one = await inProcess(["policy", "set", "--help"]);
    expect(one).toMatchObject({ code: 0, errors: "" });
    expect(one.output).toContain("--recovery-help TEXT");
    const group = await inProcess(["approvals", "--help"]);
    expect(group).toMatchObject({ code: 0, output: expect.stringContaining("approvals drop") });
    expect(group.output).not.toContain("policy set");
    for (const { examples } of commands) expect(examples.length).toBeGreaterThan(0);
  });

  it.each([
    ["no command", [], ""],
    ["an unknown command", ["user", "delete"], "There is no command user delete"],
    ["an unknown option", ["user", "show", "x", "--token", "eyJ"], "There is no option --token. Usage"],
    ["too few words", ["user", "show"], "Usage: countersign-admin user show <userId>"],
    ["a word that no choice has", ["policy", "set", "--enforcement", "maybe"], "--enforcement is off, report or on."],
    ["a recovery that there is not", ["policy", "set", "--recovery", "x"], "is off, delay or delay-and-approval."],
    ["an address that is none", ["user", "show", "x", "--url", "nonsense"], '"nonsense" is no address such as https'],
    ["an address without its scheme", ["user", "show", "x", "--url", "localhost:8787"], "is no address"],
    ["no service", ["user", "show", "x"], "--url or COUNTERSIGN_URL"],
    ["a user that no address can name", ["user", "show", ".."], '".." names nothing'],
  ])("%s ends with 2 and says why", async (_, args, why) => {
    const ended = await inProcess(args);
    expect(ended.code).toBe(2);
    expect(ended.errors).toContain(why);
  });
});

describe("the token", () => {
  const jwt = (exp: number) => `e30.${base64url({ exp })}.x`;
  it.each([
    ["none", "", "There is no token"],
    ["nonsense", "secret-nonsense", "The token is no JWT"],
    ["an old one", jwt(1), "The token ended at 1970-01-01T00:00:01.000Z"],
    ["a forged one", jwt(4_000_000_000), "The token is not accepted"],
  ])("%s is told apart", async (_, token, why) => {
    const ended = await run(["user", "show", "x"], { token });
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain(why);
    if (token !== "") expect(ended.errors).not.toContain(token);
  });

  it("of the password alone is sent to login", async () => {
    const ended = await run(["policy", "show"], { token: await admin.passwordToken() });
    expect(ended.errors).toContain("countersign-admin login");
  });

  it("comes from a file or from standard input too", async () => {
    const file = join(folder, "token");
    writeFileSync(file, `${admin.accessToken}\n`);
    expect((await run(["policy", "show", "--token-file", file], { token: "" })).code).toBe(0);
    const piped = await run(["policy", "show", "--token-file", "-"], { token: "", typed: [String(admin.accessToken)] });
    expect(piped.code).toBe(0);
  });

  it("of a new admin comes from login, which sets an authenticator app up", async () => {
    const token = await service.signIn("admin@example.com");
    let app: TOTP | undefined;
    const { code, output, errors } = await inShell(
      ["login"],
      { COUNTERSIGN_URL: service.local.url, COUNTERSIGN_TOKEN: token },
      (said) => {
        if (!said.includes("Code that the app shows:")) return null;
        expect(said).not.toContain("█"); // Not a terminal: no picture.
        app = new TOTP({ secret: /app:\n {2}([A-Z2-7]+)\n/.exec(said)?.[1] ?? "" });
        return `${app.generate({ timestamp: service.clock.now() })}\n`;
      },
    );
    expect(code).toBe(0);
    expect(errors).toMatch(/backup codes[^]*Good until/);
    expect((await run(["policy", "show"], { token: output.trim() })).code).toBe(0);

    service.clock.forward(30);
    const next = String(app?.generate({ timestamp: service.clock.now() }));
    const again = await run(["login", "--json"], {
      token: await service.signIn("admin@example.com"),
      typed: [next],
    });
    expect(jsonOf(again)).toEqual({ accessToken: expect.stringMatching(/^eyJ/), expiresAt: expect.any(String) });

    const ofTomorrow = String(app?.generate({ timestamp: service.clock.now() + 86_400_000 }));
    service.clock.forward(30);
    const now = String(app?.generate({ timestamp: service.clock.now() }));
    const mistyped = await run(["login"], {
      token: await service.signIn("admin@example.com"),
      typed: [ofTomorrow, next, now],
    });
    expect(mistyped).toMatchObject({
      code: 0,
      errors: expect.stringMatching(/Wrong code\. 4 tries left\.[^]*used already/),
    });
  });
});

it("a code that is none is said without the field's name, and asked for again", async () => {
  const token = await service.signIn("user@example.com");
  const { errors } = await run(["login"], { token, typed: ["12", "123"] });
  expect(errors.match(/^A code has six digits\.$/gm)).toHaveLength(2);
});

describe("a user", () => {
  it("is pre-registered, shown, reset and followed", async () => {
    service.clock.ticks = true;
    const person = acme.person("carol");
    await person.hasTotp();
    expect((await run(["user", "pre-register", "carol", "+41 79 123 45 67"])).output).toContain("+41 ••• •• •• 67");
    const shown = await run(["user", "show", "carol"]);
    expect(shown.output).toMatch(
      /Second factor +on[^]*Factor +totp, Authenticator app, active[^]*10 left[^]*\+41 ••• •• •• 67/,
    );
    expect(jsonOf(await run(["user", "show", "carol", "--json"]))).toMatchObject({
      userId: "carol",
      enabled: true,
    });

    const refused = await run(["user", "reset", "carol", "--reason", "Lost phone"], { typed: ["no"] });
    expect(refused).toMatchObject({
      code: 1,
      errors: expect.stringContaining("Reset the second factor of carol?"),
    });
    const unasked = await run(["user", "reset", "carol", "--reason", "Lost phone"]);
    expect(unasked).toMatchObject({ code: 1, errors: expect.stringContaining("--yes") });
    const reset = await run(["user", "reset", "carol", "--reason", "Lost phone", "--yes"]);
    expect(reset.output).toBe("Removed 1 factor and 10 backup codes of carol.\n");
    const again = await run(["user", "reset", "carol", "--reason", "Once more", "--yes", "--json"]);
    expect(jsonOf(again)).toEqual({ userId: "carol", known: true, removed: { factors: 0, backupCodes: 0 } });
    expect(await run(["user", "reset", "carol", "--yes"])).toMatchObject({
      code: 2,
      errors: expect.stringContaining("--reason"),
    });

    expect((await run(["user", "remove-phone", "carol"])).code).toBe(0);
    await service.local.drained();
    const activity = await run(["activity", "carol", "--limit", "2"]);
    const columns = activity.output
      .trim()
      .split("\n")
      .map((line) => line.indexOf(" admin usr_"));
    expect(columns).toHaveLength(2);
    expect(new Set(columns).size).toBe(1);
    expect(activity.output).toMatch(/account\.reset.*reason=Once more/);
  });

  it("who was never seen is told apart, and so is one whose phone in use has another number", async () => {
    const reset = await run(["user", "reset", "carl", "--reason", "Lost phone", "--yes"]);
    expect(reset.code).toBe(1);
    expect(reset.output).toMatch(/carl was never seen here, so there was nothing to remove\. Look for a slip/);
    expect((await run(["user", "show", "carl"])).output).toContain("Never seen here.");
    const dora = acme.person("dora");
    const register = async (number: string) => (await run(["user", "pre-register", "dora", number])).output;
    expect(await register("+41 79 123 45 81")).toContain("Never seen here before.");
    await dora.hasSms("+41791234581");
    expect(await register("+41 79 123 45 82")).toContain("Codes go to another number than the registered one");
    expect((await run(["user", "show", "dora"])).output).toContain("countersign-admin user reset");
  });

  it("that the service refuses to change is explained, in JSON as the problem", async () => {
    const args = ["user", "pre-register", "carol", "123"];
    expect((await run(args)).errors).toContain("Give a mobile number with its country code");
    const ended = await run([...args, "--json"]);
    expect(ended).toMatchObject({ code: 1, output: "" });
    expect(JSON.parse(ended.errors)).toMatchObject({ problem: { code: "invalid_phone_number", status: 422 } });
  });

  it("of another tenant is for operators only", async () => {
    expect((await run(["user", "show", "x", "--tenant", "umbrella"])).errors).toContain("operator role");
  });
});

describe("remembered devices", () => {
  it("are allowed, ended for a user, and for all after a question", async () => {
    expect((await run(["policy", "show"])).output).toContain("no device is remembered");
    const change = ["policy", "set", "--trusted-days", "14", "--yes"];
    expect((await run(change)).errors).toContain("not asked for a code for 14 days");
    expect(await run(["policy", "set", "--trusted-days", "31", "--yes"])).toMatchObject({ code: 2 });
    const person = acme.person("devices");
    await person.hasTotp();
    let token = await deviceTokenOf(person);
    expect((await run(["user", "end-devices", "devices"])).output).toBe(
      "devices is asked for a code at every device.\n",
    );
    expect((await loginWith(person, token)).body["forget"]).toEqual([0]);
    token = await deviceTokenOf(person);
    expect((await run(["policy", "end-devices"], { typed: ["no"] })).code).toBe(1);
    expect((await loginWith(person, token)).body["decision"]).toBe("allow");
    token = await deviceTokenOf(person);
    expect((await run(["policy", "end-devices", "--yes"])).code).toBe(0);
    expect((await loginWith(person, token)).body["forget"]).toEqual([0]);
    expect((await run(["policy", "show"])).output).toContain("do not count");
    expect((await run(["policy", "set", "--trusted-days", "0", "--yes"])).code).toBe(0);
  });
});

describe("the policy", () => {
  it("is shown in plain words, changed after a preview, and left alone by a dry run", async () => {
    expect((await run(["policy", "show"])).output).toContain("Each user decides");
    const change = ["policy", "set", "--required", "yes", "--sms-countries", "ch,de", "--recovery-help", "Call 1234"];
    const tried = await run([...change, "--dry-run"]);
    expect(tried.output).toMatch(/now: +Each user decides[^]*then: +Everybody must[^]*Phones of CH, DE/);
    expect(tried.output).not.toContain("factorTypes");
    expect((await run(["policy", "show"])).output).toContain("Each user decides");

    expect((await run([...change, "--yes"])).code).toBe(0);
    expect(jsonOf(await run(["policy", "show", "--json"]))).toMatchObject({
      required: true,
      smsCountries: ["CH", "DE"],
      recoveryHelp: "Call 1234",
    });
    expect((await run([...change, "--yes"])).output).toContain("Nothing would change");
    expect(await run(["policy", "set", "--required", "perhaps", "--yes"])).toMatchObject({
      code: 2,
      errors: expect.stringContaining("--required is yes or no"),
    });
    await acme.setPolicy({ required: false, smsCountries: ["CH", "DE"] });
  });
});
