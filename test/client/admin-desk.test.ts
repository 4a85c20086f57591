/** @module-tag processes */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";
import { type Ended, inProcess } from "./admin-command.ts";

/** Commands of the help desk, as admins type them. */
const { service, organisation: acme, organisationOf } = world({ issuer: "desk", tenant: "desk" });
const two = organisationOf("two-persons");
const folder = mkdtempSync(join(tmpdir(), "desk-"));
afterAll(() => rmSync(folder, { recursive: true }));

const runAs = async (admin: Person, args: readonly string[], typed: readonly string[] = []): Promise<Ended> => {
  await admin.loginWithTotp();
  return inProcess(args, { url: service.local.url, token: String(admin.accessToken) }, typed);
};
const run = async (args: readonly string[], typed?: readonly string[]) => runAs(await acme.admin(), args, typed);
const jsonOf = ({ output }: Ended): unknown => JSON.parse(output);
async function enrolled(name: string, organisation: Organisation = acme): Promise<Person> {
  const person = organisation.person(name, { email: `${name}@desk.example` });
  await person.hasTotp();
  return person;
}

describe("bypass-code", () => {
  it("shows a code that logs in once, and when it ends", async () => {
    const ada = await enrolled("ada");
    const { code, output } = await run(["bypass-code", "ada", "--reason", "Phone at home", "--hours", "4"]);
    expect(code).toBe(0);
    const [shown, until] = output.split("\n");
    expect(until).toBe(`Good for one login until ${new Date(service.clock.now() + 4 * 3_600_000).toISOString()}.`);
    expect((await ada.verify(String(shown))).body["method"]).toBe("bypass_code");
    const json = await run(["bypass-code", "ada", "--reason", "Again", "--json"]);
    expect(jsonOf(json)).toEqual({ code: expect.stringMatching(/^Z/), expiresAt: expect.any(String) });
  });

  it.each([
    [["--hours", "25", "--reason", "Lost"], 2, "--hours is 1 to 24"],
    [["--hours", "0", "--reason", "Lost"], 2, "--hours is 1 to 24"],
    [[], 2, "--reason"],
    [["--reason", "Lost"], 1, "no active second factor"],
  ] as const)("%j ends with %i and says why", async (options, code, why) => {
    const ended = await run(["bypass-code", "nobody", ...options]);
    expect(ended).toMatchObject({ code, output: "", errors: expect.stringMatching(new RegExp(why, "i")) });
  });
});

describe("caller-check", () => {
  it("sends two words and compares what the caller says, in one call or in two", async () => {
    await enrolled("bea");
    const words = async () => {
      await service.local.drained();
      const [mail] = service.local.mailbox.mails.filter(({ to }) => to === "bea@desk.example");
      return /^\s*([a-z]+ [a-z]+)\s*$/m.exec(mail?.text ?? "")?.[1] ?? "";
    };
    const sent = await run(["caller-check", "bea", "--channel", "email"]);
    expect(sent).toMatchObject({ code: 0, output: expect.stringContaining("Two words were sent to b•••@") });
    expect(await run(["caller-check", "bea", "--words", "wrong words"])).toMatchObject({ code: 1, output: "" });
    const confirmed = await run(["caller-check", "bea", "--words", await words(), "--json"]);
    expect(jsonOf(confirmed)).toEqual({ confirmed: true });
    const asked = await run(["caller-check", "bea", "--channel", "email"], ["wrong words"]);
    expect(asked).toMatchObject({ code: 1, errors: expect.stringContaining("The words that the caller says:") });
  });

  it("needs a channel that there is", async () => {
    await enrolled("cal");
    expect(await run(["caller-check", "cal"])).toMatchObject({ code: 2, errors: expect.stringContaining("--channel") });
    expect((await run(["caller-check", "cal", "--channel", "fax"])).code).toBe(2);
    expect(await run(["caller-check", "cal", "--channel", "phone"])).toMatchObject({ code: 1, output: "" });
  });
});

describe("where the policy asks for two", () => {
  const second = two.person("the-second-admin", { roles: ["2fa-admin"] });
  const asFirst = async (args: readonly string[], typed?: readonly string[]) => runAs(await two.admin(), args, typed);
  const asSecond = async (args: readonly string[], typed?: readonly string[]) => runAs(second, args, typed);
  beforeAll(async () => {
    await two.setPolicy({ resetApproval: "two" });
    await second.hasTotp();
  });
  const idIn = ({ errors }: Ended): string => /\bapr_[\w-]{22}\b/.exec(errors)?.[0] ?? "";

  it("a command changes nothing, says who can approve it and how, and another admin approves it after a look", async () => {
    const dan = await enrolled("dan", two);
    expect((await asFirst(["approvals", "list"])).output).toBe("Nothing waits.\n");
    const asked = await asFirst(["bypass-code", "dan", "--reason", "Lost"]);
    expect(asked).toMatchObject({ code: 1, output: "", errors: expect.stringContaining("Nothing is changed yet") });
    const id = idIn(asked);
    const listed = await asSecond(["approvals", "list"]);
    expect(listed.output).toContain(`${id}  bypass_code {"userId":"dan"`);
    expect(listed.output).toContain("asked by the-admin");
    expect(await asFirst(["approvals", "approve", id, "--yes"])).toMatchObject({ code: 1, output: "" });
    const looked = await asSecond(["approvals", "approve", id], ["no"]);
    expect(looked).toMatchObject({ code: 1, errors: expect.stringContaining("Approve it?") });
    const done = await asSecond(["approvals", "approve", id], ["yes"]);
    expect(done.output).toMatch(/^Z[-0-9A-Z]{13}\nDone: bypass_code\.\n$/);
    expect((await dan.verify(done.output.slice(0, 14))).body["method"]).toBe("bypass_code");
    expect(await asSecond(["approvals", "approve", id, "--yes"])).toMatchObject({
      code: 1,
      errors: expect.stringContaining("Nothing with this id waits"),
    });
  });

  it("what was asked for can be given up", async () => {
    await enrolled("eli", two);
    const id = idIn(await asFirst(["user", "reset", "eli", "--reason", "Lost", "--yes"]));
    expect(jsonOf(await asFirst(["approvals", "drop", id, "--json"]))).toEqual({ dropped: id });
    expect((await asFirst(["approvals", "list"])).output).toBe("Nothing waits.\n");
    expect((await asFirst(["approvals", "drop", id])).code).toBe(1);
  });

  it("an operator approves from elsewhere, and a fourth person sees what an admin wants", async () => {
    await enrolled("fay", two);
    const operator = acme.person("the-operator", { roles: ["2fa-operator"] });
    await operator.hasTotp();
    const id = idIn(await asFirst(["user", "reset", "fay", "--reason", "Lost", "--yes"]));
    expect(await runAs(operator, ["approvals", "approve", id, "--yes"])).toMatchObject({ code: 1, output: "" });
    const tenant = ["--tenant", "two-persons"];
    expect((await runAs(operator, ["approvals", "list", ...tenant])).output).toContain(id);
    expect((await runAs(operator, ["approvals", "approve", id, ...tenant, "--yes"])).output).toContain("Done: reset.");
    const own = await runAs(operator, ["bypass-code", "fay", "--reason", "Lost", ...tenant]);
    expect(own).toMatchObject({ code: 1, output: "" });
    expect((await asSecond(["approvals", "drop", idIn(own)])).code).toBe(0);
    const asked = await runAs(operator, ["policy", "set", "--trusted-days", "30", ...tenant, "--yes"]);
    const his = idIn(asked);
    expect(await runAs(operator, ["approvals", "approve", his, ...tenant, "--yes"])).toMatchObject({
      code: 1,
      output: "",
    });
    expect((await asFirst(["approvals", "approve", his, "--yes"])).output).toContain("Done: policy.");
  });

  it("an import asks once for each call, and its rows are done when somebody has approved it", async () => {
    const csv = join(folder, "phones.csv");
    const rows = Array.from({ length: 102 }, (_, nth) => `bulk-${nth},+41791${String(200_000 + nth)}`);
    writeFileSync(csv, ["userId,phoneNumber", ...rows].join("\n"));
    const asked = await asFirst(["import", csv]);
    expect(asked).toMatchObject({ code: 1, output: expect.stringContaining("102 wait for another admin") });
    const waiting = jsonOf(await asSecond(["approvals", "list", "--json"])) as readonly { id: string }[];
    expect(waiting.length).toBeGreaterThan(1);
    expect((await asFirst(["import", csv])).output).toContain("0 done, 0 failed.");
    expect(await asSecond(["approvals", "list", "--json"])).toMatchObject({ code: 0 });
    for (const { id } of waiting) expect((await asSecond(["approvals", "approve", id, "--yes"])).code).toBe(0);
    for (const name of ["bulk-0", "bulk-101"]) {
      const { body } = await two.asAdmin("GET", two.userPath(two.person(name)));
      expect(body["preRegisteredPhone"]).toMatch(/^\+41 •••/);
    }
  });
});

describe("sms", () => {
  it("shows what a month cost, and wants a month", async () => {
    const month = new Date(service.clock.now()).toISOString().slice(0, 7);
    expect((await run(["sms"])).output).toContain(`${month}: `);
    expect(jsonOf(await run(["sms", "--month", "2026-01", "--json"]))).toMatchObject({ month: "2026-01", spent: 0 });
    expect((await run(["sms", "--month", "soon"])).code).toBe(1);
  });

  it("resume asks first, and is for operators", async () => {
    expect(await run(["sms", "resume", "CH"], ["no"])).toMatchObject({
      code: 1,
      errors: expect.stringContaining("Send SMS to CH again?"),
    });
    expect(await run(["sms", "resume", "CH", "--yes"])).toMatchObject({ code: 1, output: "" });
  });
});
