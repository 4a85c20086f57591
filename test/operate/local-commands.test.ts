import { chmodSync, rmSync, statSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { localRunFile, readLocalRun, withLocalUrl } from "../../operate/local-run.ts";
import { explainAt } from "../../operate/explain-token.ts";
import { openPlace, stageOrLocal } from "../../operate/place.ts";
import { readOptions as eraseOptions, run as erase, targetOf } from "../../operate/erase/run.ts";
import { callerOf } from "../../operate/prove/caller.ts";
import { signingOf } from "../../operate/prove/command.ts";
import { actions, readOptions as rotateOptions } from "../../operate/rotate/actions.ts";
import { findKeyContext } from "../../operate/table.ts";
import { systemRandom } from "../../shared/runtime/services.ts";
import { world } from "../harness/world.ts";

const { service, organisation } = world({ announces: true });

it("--local may stand alone, or name an address", () => {
  expect(withLocalUrl(["--local", "--tenant", "a"])).toEqual(["--local=http://127.0.0.1:8787", "--tenant", "a"]);
  expect(withLocalUrl(["--local", "http://127.0.0.1:1"])).toEqual(["--local", "http://127.0.0.1:1"]);
  expect(withLocalUrl(["--local", "8893", "users.json"])).toEqual(["--local", "8893", "users.json"]);
  expect(stageOrLocal({ local: "8893" })).toEqual({ kind: "local", url: "http://127.0.0.1:8893" });
  expect(stageOrLocal({ local: "localhost:8893" })).toEqual({ kind: "local", url: "http://localhost:8893" });
  expect(() => stageOrLocal({ stage: "prod", local: "http://127.0.0.1:1" })).toThrow("not both");
  expect(() => stageOrLocal({})).toThrow("Name the stage");
  expect(rotateOptions(["--rewrap", "--local"])).toMatchObject({
    place: { kind: "local", url: "http://127.0.0.1:8787" },
  });
});

it("the run's file is its owner's alone, and goes with the run", async () => {
  expect(statSync(localRunFile(service.url)).mode & 0o777).toBe(0o600);
  expect(readLocalRun(service.url)).toMatchObject({ url: service.url, tableName: "countersign" });
  expect(() => readLocalRun("http://127.0.0.1:1")).toThrow("No local run answers");
});

it("a run that was killed is no run, although its file is still there", async () => {
  const file = localRunFile("http://127.0.0.1:2");
  writeFileSync(file, JSON.stringify({ ...readLocalRun(service.url), url: "http://127.0.0.1:2" }), { mode: 0o600 });
  const opened = openPlace({ kind: "local", url: "http://127.0.0.1:2" }).finally(() => rmSync(file));
  await expect(opened).rejects.toThrow("No local run answers at http://127.0.0.1:2");
});

it("explains a token by the run's own issuers", async () => {
  const { lends } = readLocalRun(service.url);
  const caller = callerOf(service.url, () => service.clock.now());
  const token = await caller.token(signingOf(lends.operator), { sub: "ada", tenant: "acme" });
  const { counts, page } = await explainAt(service.url, token, { now: service.clock.now() });
  expect(page).toContain("ada of acme, at the issuer");
  expect(counts).toBe(true);
});

it("a file that others may read or write is not trusted", () => {
  const file = localRunFile(service.url);
  chmodSync(file, 0o640);
  expect(() => readLocalRun(service.url)).toThrow("not this account's alone");
  chmodSync(file, 0o600);
});

it("a command works on the run's own table, and its writes show as events", async () => {
  const ada = organisation.person("ada");
  await ada.hasTotp();
  await service.local.drained();
  const read = eraseOptions(["--local", service.url, "--tenant", "acme", "--user", "shop|ada", "--yes"]);
  if (read === "help") throw new Error("No help was asked for");
  const target = await targetOf(read.place, { clock: service.clock, random: systemRandom });
  expect(await erase(read, target, async () => false)).toContain("are deleted");
  expect((await ada.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");

  const place = { kind: "local", url: service.url } as const;
  const keys = await findKeyContext({ place }, service.clock);
  const wanted = { action: "data-keys", place, tenant: "acme", yes: true, json: true } as const;
  expect((await actions["data-keys"].run(keys, wanted, () => undefined)).complete).toBe(true);

  const { clients, names } = await openPlace(place);
  expect(names.table).toBe("countersign");
  await clients.documents.send(
    new (await import("@aws-sdk/lib-dynamodb")).PutCommand({
      TableName: names.table,
      Item: {
        pk: "USER#acme#usr_1",
        sk: "ACCOUNT",
        s: 1,
        v: 1,
        e: { i: "evt_1", t: "factor.imported", a: service.clock.now(), r: "system", u: "test" },
      },
    }),
  );
  await service.local.drained();
  expect(service.local.events[0]).toMatchObject({ "detail-type": "factor.imported" });
});
