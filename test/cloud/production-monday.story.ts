import { beforeAll, describe, expect, test } from "vitest";
import { onlyTheStagesCountries, phoneBesidesAnApp, phoneSetUpAndLogins } from "../deployed/stories/by-sms.ts";
import { appSetUpAndLogins, backupCodesAndTheWayOut } from "../deployed/stories/opting-in.ts";
import { enforced, preRegistered } from "../deployed/stories/organisations.ts";
import { Organisation } from "../harness/organisation.ts";
import { Cloud, ended } from "./cloud.ts";
import { activityAndMails, resetByAnAdmin } from "./stories/events.ts";
import { firstDeploymentRepeated } from "./stories/first-deployment.ts";
import { doctor, erased, rotated } from "./stories/operating.ts";
import { restored } from "./stories/restored.ts";

const cloud = new Cloud();
const { clone, service, stage } = cloud;

beforeAll(() => {
  clone.describe(stage, { trustedIssuers: [service.issuer.settings] });
});

test("an account is prepared", async () => {
  ended(await clone.bootstrap());
  await cloud.verifySender("example.com");
});

test("a stage is deployed, and answers", async () => {
  await cloud.deploy();
  expect((await service.call("GET", "/health")).body).toEqual({ status: "ok" });
  expect((await service.call("GET", "/v2/login")).body["code"]).toBe("not_found");
});

const overTheGateway = {
  appSetUpAndLogins,
  backupCodesAndTheWayOut,
  phoneSetUpAndLogins,
  phoneBesidesAnApp,
  onlyTheStagesCountries,
  enforced,
  preRegistered,
};
describe("over its gateway it plays", () => {
  test.each(Object.entries(overTheGateway))("%s", async (_name, story) => story(service));
});

test("what happened is in the activity, the audit log and the mailbox", async () => activityAndMails(cloud));
test("an admin resets a user", async () => resetByAnAdmin(cloud));
test("the doctor finds nothing bad", async () => doctor(cloud));
test("all keys are replaced while people log in", async () => rotated(cloud));
test("a user and an organisation are erased", async () => erased(cloud));
test("a backup is made safe and served from", async () => restored(cloud));

test("no role was refused what it asked for, and one that loses a permission is", async () => {
  expect(cloud.refusals()).toEqual([]);
  const lea = new Organisation(service, service.issuer, "refused").person("lea");
  const allowAgain = await cloud.forbid("LoginRole", "dynamodb:*");
  expect((await lea.withPassword("POST", "/v1/login")).status).toBe(503);
  expect(cloud.refusals().join("\n")).toContain("countersign-monday-login");
  await allowAgain();
  expect((await lea.withPassword("POST", "/v1/login")).status).toBe(200);
});

test("the service is destroyed and deployed again, and finds its users", async () => {
  const kim = new Organisation(service, service.issuer, "again").person("kim", { email: "kim@example.com" });
  await kim.hasTotp();
  ended(await clone.cdk("destroy", stage));
  await cloud.deploy();
  service.clock.forward(301);
  expect((await kim.withPassword("POST", "/v1/login")).body["decision"]).toBe("challenge");
  expect((await kim.loginWithTotp()).status).toBe(200);
});

test("a first deployment that fails before, at and after the table is given again", async () =>
  firstDeploymentRepeated(cloud, "tuesday"));
