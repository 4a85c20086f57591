/** @module-tag processes */
import { expect, it } from "vitest";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";
import { type Ended, inProcess } from "./admin-command.ts";

/** Commands about a recovery, as admins type them. */
const { service, organisationOf } = world({ variables: { SMS_COUNTRIES: "*" } });
let nth = 0;

async function lostPerson(recovery: object) {
  const acme = organisationOf(`org-${String((nth += 1))}`);
  const lost = await recoveringPerson(acme, service, { phone: `+4179127${String(1000 + nth)}`, recovery });
  const run = async (...args: readonly string[]): Promise<Ended> => {
    const admin = await acme.admin();
    await admin.loginWithTotp();
    return inProcess(args, { url: service.local.url, token: String(admin.accessToken) });
  };
  return { acme, lost, run, id: lost.person.email };
}
const delay = { mode: "delay", delayHours: 72 };

it("a rehearsal tells whom, when and what, in words and as JSON, and does nothing", async () => {
  const { run, id, lost } = await lostPerson(delay);
  const said = await run("user", "rehearse-recovery", id);
  const begins = service.clock.now();
  const inHours = (hours: number): string => new Date(begins + hours * 3_600_000).toISOString();
  expect(said).toMatchObject({ code: 0, errors: "" });
  expect(said.output.trimEnd().split("\n")).toEqual([
    `Begins     ${inHours(0)} at the earliest`,
    `Waits      72 hours, at the earliest until ${inHours(72)}`,
    "Approval   not needed",
    "E-mail     l•••@m•••.example",
    expect.stringMatching(/^Phones {5}\+41 ••• •• •• \d\d$/),
    `${inHours(0)}  e-mail: first code`,
    `${inHours(0)}  e-mail and SMS: somebody asked for it, with a link that ends it`,
    `${inHours(36)}  e-mail and SMS: half of the wait is over`,
    `${inHours(72)}  e-mail and SMS: ready, with the second code`,
    "once done                 e-mail and SMS: new factor set up",
    `${inHours(144)}  e-mail: over, if nobody went on`,
    expect.stringMatching(/^Replaces {3}totp \(.+\), sms \(.+\), 10 backup codes, 0 remembered devices$/),
  ]);
  const json = await run("user", "rehearse-recovery", id, "--recovery", "delay-and-approval", "--json");
  const about = { userId: id, hindrance: null, plan: { needsApproval: true, delayHours: 72 } };
  expect(JSON.parse(json.output)).toMatchObject(about);
  expect(await lost.shown()).toBeNull();
});

it("a rehearsal says why there would be none, and how it would be under another policy", async () => {
  const { run, id } = await lostPerson({ mode: "off", delayHours: 72 });
  expect((await run("user", "rehearse-recovery", id)).output).toBe(
    `${id} cannot ask for a recovery: the policy offers none.\n`,
  );
  const tried = await run("user", "rehearse-recovery", id, "--recovery", "delay", "--recovery-hours", "24");
  expect(tried.output).toContain("Waits      24 hours");
  expect((await run("user", "rehearse-recovery", id, "--recovery", "soon")).code).toBe(2);
  expect((await run("user", "rehearse-recovery", id, "--recovery-hours", "5")).code).toBe(2);
});

it("one that waits is approved, or refused, with a reason", async () => {
  const { run, id, lost } = await lostPerson({ ...delay, mode: "delay-and-approval" });
  await lost.waits();
  expect((await run("user", "approve-recovery", id)).code).toBe(2);
  const approved = await run("user", "approve-recovery", id, "--reason", "Seen by video call");
  expect(approved).toMatchObject({ code: 0, output: `The recovery of ${id} is approved.\n` });
  expect(await lost.shown()).toMatchObject({ state: "waiting", needsApproval: false });
  expect((await run("user", "show", id)).output).toContain("Recovery          waiting, ready at ");
  const refused = await run("user", "refuse-recovery", id, "--reason", "It was not her");
  expect(refused).toMatchObject({ code: 0, output: `No recovery of ${id} is under way.\n` });
  expect(await lost.shown()).toBeNull();
  expect((await run("user", "approve-recovery", id, "--reason", "Too late")).code).toBe(1);
});
