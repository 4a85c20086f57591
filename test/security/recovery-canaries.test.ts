/** @module-tag crowds */
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, it, vi } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { mailedLink } from "../harness/mailed-link.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { RunningService } from "../harness/running-service.ts";
import { type Canary, found, wordsOf } from "./canary.ts";
import { writtenLines } from "./written-lines.ts";

const shop = new Issuer("shop");
const service = new RunningService({
  issuers: [shop.settings],
  variables: { LOG_LEVEL: "DEBUG", SMS_COUNTRIES: "*" },
});
const acme = new Organisation(service, shop, "acme");

it("no mailed code and no link of an e-mail is in a line, an item, an event or a problem", async () => {
  const lines = writtenLines();
  await service.start();
  const canaries: Canary[] = [];
  const lost = await recoveringPerson(acme, service, { phone: "+41791234599" });
  const watch = (name: string, value: string): void => {
    canaries.push({ name, value }, { name: `${name}, in one`, value: value.replaceAll("-", "") });
  };
  const watchLink = async (name: string): Promise<string> => {
    const token = await mailedLink(service, lost.email);
    canaries.push({ name, value: token });
    return token;
  };
  const post = async (path: string, token: string) => service.call("POST", path, { body: { token } });
  await lost.asks();
  watch("first code", lost.mailedCode());
  const answers = [await lost.completes(), await lost.confirms()];
  await service.local.drained();
  const cancel = await watchLink("link of the wait");
  for (const path of ["/v1/freeze", "/v1/reopen"]) answers.push(await post(path, cancel));
  await lost.passes(73);
  const code = lost.mailedCode();
  watch("second code", code);
  answers.push(
    await lost.confirms(code),
    await service.aws.failing(/^Put/, "broken", async () => lost.completes(code)),
  );
  await post("/v1/links", cancel);
  await service.aws.failing(/^Put/, "broken", async () => post("/v1/recovery/cancel", cancel));
  await post("/v1/recovery/cancel", cancel);
  await lost.person.loginWithTotp();
  await lost.person.withAccess("DELETE", "/v1/factors");
  const changed = await watchLink("link of the removal");
  expect(changed).not.toBe(cancel);
  for (const path of ["/v1/freeze", "/v1/recovery/cancel"]) answers.push(await post(path, changed));
  await service.local.drained();

  const { Items: items = [] } = await service.aws.clients.documents.send(new ScanCommand({ TableName: "countersign" }));
  expect(canaries).toHaveLength(6);
  expect(items.length).toBeGreaterThan(10);
  for (const item of items) expect(found(canaries, wordsOf(item))).toEqual([]);
  expect(lines.text()).toContain('"message":"answered"');
  expect(found(canaries, lines.text())).toEqual([]);
  const events = service.local.events.map((event) => JSON.stringify(event));
  expect(events.some((event) => event.includes("recovery.cancelled"))).toBe(true);
  for (const event of events) expect(found(canaries, event)).toEqual([]);
  expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(4);
  for (const { text } of answers) expect(found(canaries, text)).toEqual([]);
});

afterAll(async () => {
  vi.restoreAllMocks();
  await service.stop();
});
