/** @module-tag processes */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printable, printableLines } from "../../client/command-line/command-line.ts";
import { base64url } from "../identity/world.ts";
import { inShell } from "./admin-command.ts";

describe("a value that others wrote", () => {
  it.each([
    ["\u001B]0;owned\u0007", "\\u001B]0;owned\\u0007"],
    ["\u009B2J", "\\u009B2J"],
    ["a\nVersion 9.", "a\\u000AVersion 9."],
    ["safe\u202Eevil", "safe\\u202Eevil"],
    ["\u2066x\u2069", "\\u2066x\\u2069"],
    ["\u{E0041}", "\\uDB40\\uDC41"],
    ["Zoë 👩‍💻 ١٢٣ שלום", "Zoë 👩‍💻 ١٢٣ שלום"],
  ])("%j is shown as %j", (value, shown) => {
    expect(printable(value)).toBe(shown);
  });

  it("keeps its meaning in JSON", () => {
    const data = { help: "\u001B[31m\u202E\u{E0041}", lines: "a\nb" };
    const text = printableLines(JSON.stringify(data));
    expect(text).toMatch(/^[\x20-\x7E]+$/);
    expect(JSON.parse(text)).toEqual(data);
  });
});

describe("a service whose answers hold terminal controls and things that are newer than the command", () => {
  const policy = {
    required: false,
    factorTypes: ["totp", "passkey"],
    phoneRegistration: "by_post",
    passkeys: { allowed: "by\u001B[2Jpost", userVerification: "preferred", downgrade: "allow" },
    smsCountries: ["CH"],
    floor: {},
    warnings: [],
    issuerName: "Acme\u001B[2J",
    recoveryHelp: "Call us\u202E\u0007\nVersion 99.",
    trustedDevices: { days: 14 },
    recovery: { mode: "delay\u001B[2J", delayHours: 72 },
    devicesFrom: null,
    version: 3,
    enforcement: "by post\u001B[2J",
    enforcementFrom: null,
    graceDays: 0,
    requiredFor: { roles: [] },
    bindsFrom: null,
    changedAt: null,
    changedBy: null,
    duress: "grace",
  };
  const user = {
    userId: "ann",
    issuer: "local",
    known: true,
    ref: "usr_1",
    enabled: true,
    required: false,
    factors: [{ id: "fac_1", type: "unknown", label: "Key\u009B2J", status: "active", preferred: false }],
    backupCodes: null,
    requirement: null,
    grace: null,
    preRegisteredPhone: null,
    recovery: { state: "asked\u001B[2J" },
    throttle: { passkey: { failures: 2, lockedUntil: null, disabled: false } },
  };
  const event = {
    id: "evt_1",
    type: "device.trusted",
    at: "2026-11-27T10:00:00.000Z",
    actor: { role: "robot", ref: "usr_2" },
    data: { reason: "\u001B[31mred" },
  };
  const answers: Readonly<Record<string, object>> = {
    policy,
    user,
    users: user,
    events: { events: [event], cursor: null },
  };
  const put: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      if (request.method === "PUT") put.push(JSON.parse(body));
      const path = new URL(request.url ?? "", "http://x").pathname.split("/");
      const name = path.findLast((part) => Object.hasOwn(answers, part)) ?? "";
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answers[name]));
    });
  });
  beforeAll(async () => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => server.close());
  const run = async (...args: readonly string[]) =>
    inShell(args, {
      COUNTERSIGN_URL: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      COUNTERSIGN_TOKEN: `e30.${base64url({ exp: 4_000_000_000 })}.x`,
    });
  const controls = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u;

  it("can neither steer the terminal nor forge a line", async () => {
    for (const args of [
      ["policy", "show"],
      ["user", "show", "ann"],
      ["activity", "ann"],
    ]) {
      const { code, output, errors } = await run(...args);
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      expect(output).not.toMatch(controls);
      expect(output).not.toMatch(/^Version 99/m);
      const asJson = await run(...args, "--json");
      expect(asJson.output.trim()).not.toMatch(controls);
      expect(JSON.parse(asJson.output)).toBeTruthy();
    }
  });

  it("is shown with what is new in it under its own name", async () => {
    const shown = await run("policy", "show");
    expect(shown.output).toMatch(/authenticator apps or passkey[^]*by_post[^]*duress: "grace"/);
    expect((await run("user", "show", "ann")).output).toMatch(/Factor +unknown, Key/);
    expect((await run("activity", "ann")).output).toContain("device.trusted");
  });

  it("keeps what the command does not know when something else is changed", async () => {
    expect((await run("policy", "set", "--required", "yes", "--yes")).code).toBe(0);
    expect((await run("policy", "set", "--factor-types", "totp,sms", "--yes")).code).toBe(0);
    expect(put).toEqual([
      { required: true, version: 3 },
      { factorTypes: ["totp", "sms", "passkey"], version: 3 },
    ]);
  });
});
