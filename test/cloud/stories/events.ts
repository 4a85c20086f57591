import { expect, vi } from "vitest";
import { Organisation } from "../../harness/organisation.ts";
import type { Cloud } from "../cloud.ts";

/** Stream, bus and functions need a moment. */
export const eventually = async (look: () => Promise<void>): Promise<void> =>
  vi.waitFor(look, { timeout: 30_000, interval: 250 });

/** An event is there to be read by the user, in the audit log, and in the mailbox. */
export async function activityAndMails({ service, audited }: Pick<Cloud, "service" | "audited">): Promise<void> {
  const invest = new Organisation(service, service.issuer, "invest");
  const cleo = invest.person("cleo", { email: "cleo@example.com" });
  await cleo.enrollTotp();
  cleo.nextStep();
  await cleo.confirm(cleo.totpFactorId, cleo.totpCode());
  await cleo.loginWithTotp();
  cleo.nextStep();
  await cleo.verify(String(cleo.backupCodes[0]));
  const expected = ["login.succeeded", "login.succeeded", "factor.activated", "factor.enrollment_started"];
  await eventually(async () => {
    const { body } = await cleo.activity();
    expect((body["events"] as { type: string }[]).map(({ type }) => type)).toEqual(expected);
  });
  await eventually(async () => {
    const lines = await audited();
    for (const type of expected) expect(lines.join("\n")).toContain(type);
  });
  await eventually(async () => {
    const mails = (await service.mails()).filter(({ To }) => To.includes("cleo@example.com"));
    expect(mails.map(({ Subject }) => Subject)).toEqual([
      "Example: Two-step sign-in is on",
      "Example: Backup code used",
    ]);
  });
}

/** A phone is lost: the admin resets, the user starts again, and everybody can read why. */
export async function resetByAnAdmin({ service }: Pick<Cloud, "service">): Promise<void> {
  const desk = new Organisation(service, service.issuer, "desk");
  const ida = desk.person("ida", { email: "ida@example.com" });
  await ida.hasTotp();
  expect((await desk.asAdmin("GET", desk.userPath(ida))).body).toMatchObject({ enabled: true });
  expect((await desk.asAdmin("POST", desk.userPath(ida, "reset"), { reason: "Phone lost" })).status).toBe(200);
  expect((await ida.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  await eventually(async () => {
    const { body } = await desk.asAdmin("GET", desk.userPath(ida, "events"));
    expect(body["events"][0]).toMatchObject({ type: "account.reset", data: { reason: "Phone lost" } });
  });
  await eventually(async () => {
    const subjects = (await service.mails()).map(({ Subject }) => Subject);
    expect(subjects).toContain("Example: Your second step was reset");
  });
}
