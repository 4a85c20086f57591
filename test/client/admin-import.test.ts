/** @module-tag processes */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { inProcess, inShell, ctrlC } from "./admin-command.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme, organisationOf } = world();
const folder = mkdtempSync(join(tmpdir(), "import-"));
afterAll(() => rmSync(folder, { recursive: true }));

let nth = 0;
let csv = "";
beforeEach(() => {
  csv = join(folder, `${(nth += 1)}.csv`);
});
const report = () =>
  readFileSync(`${csv}.report.jsonl`, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map(
      (line) => JSON.parse(line) as { line: number; userId: string; result: string; code?: string; known?: boolean },
    );

async function importIt(args: readonly string[] = []) {
  const admin = await acme.admin();
  await admin.loginWithTotp();
  const line = ["import", csv, "--json", ...args];
  const { code, output, errors } = await inProcess(line, { url: service.local.url, token: String(admin.accessToken) });
  return { code, errors, result: output === "" ? null : (JSON.parse(output) as Record<string, number>) };
}
const phoneOf = async (sub: string) =>
  (await acme.asAdmin("GET", acme.userPath(acme.person(sub)))).body["preRegisteredPhone"] as string | null;

describe("an import", () => {
  it("of 220 rows registers all in a few calls, tells how far it is, and has nothing to do the second time", async () => {
    const number = (row: number) => `+41791${String(200_000 + row)}`;
    const rows = Array.from({ length: 220 }, (_, row) => `shop,bulk-${row},${number(row)}`);
    writeFileSync(csv, ["issuer,userId,phoneNumber", ...rows].join("\n"));
    const admin = await acme.admin();
    await admin.loginWithTotp();
    const variables = { COUNTERSIGN_URL: service.local.url, COUNTERSIGN_TOKEN: String(admin.accessToken) };
    const first = await inShell(["import", csv, "--json"], variables);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.output)).toEqual({ rows: 220, done: 220, failed: 0, unknown: 220, doneBefore: 0 });
    expect(first.errors).toContain("110 of 220, 0 failed");
    expect(new Set(report().map(({ userId }) => userId)).size).toBe(220);
    expect(readFileSync(`${csv}.report.jsonl`, "utf8")).not.toContain("+41791");
    expect(await phoneOf("bulk-219")).toBe("+41 ••• •• •• 19");
    expect((await importIt()).result).toEqual({ rows: 220, done: 0, failed: 0, unknown: 0, doneBefore: 220 });
  }, 60_000);

  it("that is stopped by Ctrl-C ends with 130, has reported what is done, and does the rest the next time", async () => {
    const rows = Array.from({ length: 300 }, (_, row) => `shop,stopped-${row},+41791${String(300_000 + row)}`);
    writeFileSync(csv, ["issuer,userId,phoneNumber", ...rows].join("\n"));
    const admin = await acme.admin();
    await admin.loginWithTotp();
    const variables = { COUNTERSIGN_URL: service.local.url, COUNTERSIGN_TOKEN: String(admin.accessToken) };
    const { code, output, errors } = await inShell(["import", csv], variables, (said) =>
      said.includes("90 of 300") ? ctrlC : null,
    );
    expect({ code, output }).toEqual({ code: 130, output: "" });
    expect(errors).toMatch(/Stopped\. What is done stands in the report: run the same again to go on\.\n$/);
    const done = report().length;
    expect(done).toBeGreaterThanOrEqual(90);
    expect(done).toBeLessThan(300);
    expect((await importIt()).result).toMatchObject({ rows: 300, done: 300 - done, failed: 0, doneBefore: done });
    expect(new Set(report().map(({ userId }) => userId)).size).toBe(report().length);
  }, 60_000);

  it("says what is wrong with a row, does the others, and after a correction only what is left", async () => {
    writeFileSync(
      csv,
      "\uFEFFuserId;phoneNumber;issuer\r\nanna;+41 79 123 45 67;shop\r\nbert;12;shop\r\n;+41791234568;shop\r\nanna;+41791234569;shop\r\nx;4,179E+10;shop\r\n",
    );
    const { code, errors, result } = await importIt();
    expect({ code, result }).toMatchObject({ code: 1, result: { done: 1, failed: 4 } });
    expect(report().find(({ line }) => line === 3)).toMatchObject({
      userId: "bert",
      code: "invalid_row",
    });
    expect(errors).toMatch(/Line 4: There is no userId\.[^]*stands on line 2 already/);
    expect(errors).toContain("A spreadsheet has shortened this number");
    expect(errors).not.toContain("+4179");

    const again = await importIt();
    expect(again.result).toMatchObject({ rows: 5, done: 0, failed: 4, doneBefore: 1 });
    writeFileSync(csv, "userId,phoneNumber,issuer\nanna,+41791234567,shop\n");
    expect((await importIt()).errors).toContain("the file was changed");
    expect((await importIt(["--report", `${csv}.second.jsonl`])).code).toBe(0);
  });

  it("of the same file into another organisation is another import, never taken for done", async () => {
    writeFileSync(csv, "userId,phoneNumber,issuer\nemma,+41791234567,shop\n");
    expect((await importIt()).result).toMatchObject({ done: 1 });
    const admin = await organisationOf("umbrella").admin();
    await admin.loginWithTotp();
    const environment = { url: service.local.url, token: String(admin.accessToken) };
    const elsewhere = await inProcess(["import", csv], environment);
    expect(elsewhere).toMatchObject({ code: 1, errors: expect.stringContaining("is the report of another import") });
    const own = await inProcess(["import", csv, "--report", `${csv}.umbrella.jsonl`, "--json"], environment);
    expect(JSON.parse(own.output)).toMatchObject({ done: 1, doneBefore: 0 });
  });

  it("tried out changes nothing, and looks at numbers, countries and doubles", async () => {
    const rows = [
      "dora,+41791234567,shop",
      "ada,n/a,shop",
      "eve,+41 44 668 18 00,shop",
      "zoe,+998 90 123 45 67,shop",
      "dora,+41791234568,shop",
      "kim,079 123 45 69,shop",
    ];
    writeFileSync(csv, ["userId,phoneNumber,issuer", ...rows].join("\n"));
    await acme.setPolicy({ smsCountries: ["CH"] });
    const { code, result, errors } = await importIt(["--dry-run"]);
    expect({ code, result }).toEqual({ code: 1, result: { rows: 6, new: 1, replaced: 0, unknown: 1, wrong: 5 } });
    expect(errors).toContain("1 × This is no phone number. Line 3.");
    expect(errors).toContain("1 × This is no mobile number of any country. Line 4.");
    expect(errors).toContain("1 × The policy lets no phone of UZ have SMS. Line 5.");
    expect(errors).toContain("1 × The user stands on an earlier line already. Line 6.");
    expect(errors).toContain("--country CH. Line 7.");
    expect(await phoneOf("dora")).toBeNull();
    expect(report).toThrow("ENOENT");
  });

  it("counts users who were never seen apart, and the report names them", async () => {
    const leo = acme.person("leo");
    await leo.hasTotp();
    writeFileSync(csv, "userId,phoneNumber,issuer\nleo,+41791234571,shop\nlee,+41791234572,shop\n");
    const { code, result } = await importIt();
    expect({ code, result }).toMatchObject({ code: 0, result: { done: 2, unknown: 1 } });
    expect(report().map(({ userId, known }) => [userId, known])).toEqual([
      ["leo", true],
      ["lee", false],
    ]);
  });

  it("says why the service refuses a row, and does the others, also where it cannot even read the row", async () => {
    const long = "x".repeat(41);
    const rows = [
      "max,+41446681800,shop",
      `moe,+41791234573,${long}`,
      "mia,+41791234574,shop",
      "ned,+41791234575,nobody",
    ];
    writeFileSync(csv, ["userId,phoneNumber,issuer", ...rows].join("\n"));
    const { code, errors, result } = await importIt();
    expect({ code, result }).toMatchObject({ code: 1, result: { done: 1, failed: 3 } });
    expect(report().map(({ userId, result: how, code: why }) => [userId, how, why])).toEqual(
      expect.arrayContaining([
        ["max", "failed", "invalid_phone_number"],
        ["moe", "failed", "invalid_request"],
        ["mia", "done", undefined],
        ["ned", "failed", "invalid_request"],
      ]),
    );
    expect(errors).toContain("Line 2: This is no mobile number of any country.");
  });

  it("reads national numbers as those of the country that is named", async () => {
    writeFileSync(csv, "userId,phoneNumber,issuer\nkim,079 123 45 69,shop\n");
    expect((await importIt(["--country", "ch"])).result).toMatchObject({ done: 1, failed: 0 });
    expect(await phoneOf("kim")).toBe("+41 ••• •• •• 69");
    expect(await importIt(["--country", "Switzerland"])).toMatchObject({ code: 2 });
  });

  it("never writes its report over the file to import, nor over any other file", async () => {
    const text = "userId,phoneNumber,issuer\nlea,+41791234567,shop\n";
    writeFileSync(csv, text);
    const over = await importIt(["--report", csv]);
    expect(over).toMatchObject({ code: 1, errors: expect.stringContaining("is the file to import") });
    expect(readFileSync(csv, "utf8")).toBe(text);
    const notes = `${csv}.notes`;
    writeFileSync(notes, "Do not lose this.\n");
    expect(await importIt(["--report", notes])).toMatchObject({ code: 1 });
    expect(readFileSync(notes, "utf8")).toBe("Do not lose this.\n");
    const nowhere = await importIt(["--report", join(folder, "missing", "report.jsonl")]);
    expect(nowhere).toMatchObject({ code: 1, errors: expect.stringContaining("its folder does not exist") });
    expect(await phoneOf("lea")).toBeNull();
  });

  it("goes on after a report whose last line was cut short", async () => {
    writeFileSync(csv, "userId,phoneNumber,issuer\nmia,+41791234567,shop\nnoa,+41791234568,shop\n");
    await importIt();
    const written = readFileSync(`${csv}.report.jsonl`, "utf8");
    writeFileSync(`${csv}.report.jsonl`, written.slice(0, -20));
    expect((await importIt()).result).toMatchObject({ done: 1, doneBefore: 1 });
    expect((await importIt()).result).toMatchObject({ done: 0, doneBefore: 2 });
  });

  it.each([
    ["without the columns", "user,phone\na,b\n", "Missing: userId, phoneNumber"],
    ["with two columns of one name", "userId,phoneNumber,phoneNumber\na,b,c\n", "a column twice: phoneNumber"],
    ["with a broken quote", 'userId,phoneNumber\n"a,b\n', "Line 2 does not fit"],
    ["with a row too short", "userId,phoneNumber\na\n", "Line 2 does not fit"],
    ["that is empty", "", "The file has no rows"],
  ])("of a file %s is refused before anything is sent", async (_, text, why) => {
    writeFileSync(csv, text);
    expect(await importIt()).toMatchObject({ code: 1, result: null, errors: expect.stringContaining(why) });
  });
});
