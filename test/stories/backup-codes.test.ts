import { expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** Stories 7 to 9: ten codes with the first factor, each good for one login in the same field, and new ones kill the old. */
const { service, organisation } = world({ issuer: "account", tenant: "account" });

test("ten come with the first factor and only with it", async () => {
  const ada = organisation.person("ada");
  await ada.hasTotp();
  expect(new Set(ada.backupCodes).size).toBe(10);
  for (const code of ada.backupCodes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
  await ada.enrollTotp();
  const second = await ada.confirm(ada.totpFactorId, ada.totpCode());
  expect(second.status).toBe(200);
  expect(second.body).not.toHaveProperty("backupCodes");
});

test("each works once, in the field of the other codes, however it is typed", async () => {
  const ben = organisation.person("ben");
  await ben.hasTotp();
  const [first = "", second = "", third = ""] = ben.backupCodes;
  expect((await ben.verify(first)).body).toMatchObject({ method: "backup_code", backupCodes: { remaining: 9 } });
  expect((await ben.verify(first)).body).toMatchObject({ code: "code_already_used", status: 422 });
  const sloppy = ` ${second.replaceAll("-", "").toLowerCase().replaceAll("0", "o").replaceAll("1", "l")} `;
  expect((await ben.verify(sloppy)).body).toMatchObject({ method: "backup_code", backupCodes: { remaining: 8 } });
  const { body: withChallenge } = await ben.verify(third, "chl_whatever");
  expect(withChallenge).toMatchObject({ method: "backup_code" });
  expect((await ben.withPassword("POST", "/v1/login")).body["backupCodes"]).toEqual({ remaining: 7 });
});

test("another user's code is worth nothing", async () => {
  const cleo = organisation.person("cleo");
  const dora = organisation.person("dora");
  await cleo.hasTotp();
  await dora.hasTotp();
  expect((await dora.verify(String(cleo.backupCodes[3]))).body).toMatchObject({
    code: "invalid_code",
    attemptsRemaining: 4,
  });
  expect((await cleo.verify(String(cleo.backupCodes[3]))).status).toBe(200);
});

test("new ones kill the old at once, used or not", async () => {
  const emil = organisation.person("emil");
  await emil.hasTotp();
  const { backupCodes: old } = emil;
  await emil.loginWithTotp();
  const made = await emil.withAccess("POST", "/v1/backup-codes");
  expect(made.status).toBe(201);
  expect(made.body["generatedAt"]).toBe(new Date(service.clock.now()).toISOString());
  const codes: string[] = made.body["backupCodes"];
  expect(new Set([...codes, ...old]).size).toBe(20);
  expect((await emil.verify(String(old[0]))).body["code"]).toBe("invalid_code");
  expect((await emil.verify(String(codes[0]))).body).toMatchObject({ backupCodes: { remaining: 9 } });
  const { body } = await emil.withAccess("GET", "/v1/factors");
  expect(body["backupCodes"]).toEqual({ remaining: 9, generatedAt: made.body["generatedAt"] });
});

test("they can be downloaded as a text file", async () => {
  const finn = organisation.person("finn");
  await finn.hasTotp();
  await organisation.setPolicy({ issuerName: "Sécurité AG" });
  const file = await finn.withAccess("POST", "/v1/backup-codes", { headers: { accept: "text/plain" } });
  expect(file.status).toBe(201);
  expect(file.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="backup-codes.txt"');
  expect(file.headers.get("cache-control")).toBe("no-store");
  expect(file.text).toContain("Sécurité AG");
  const codes = file.text.split("\n").filter((line) => /^\w{4}-\w{4}-\w{4}$/.test(line));
  expect(codes).toHaveLength(10);
  expect((await finn.verify(String(codes[9]))).body).toMatchObject({ method: "backup_code" });
});

test("only who asks for text gets text: many HTTP clients name it among others", async () => {
  const gina = organisation.person("gina");
  await gina.hasTotp();
  const kinds: string[] = [];
  for (const accept of [
    "application/json",
    "*/*",
    "application/json, text/plain, */*",
    "text/plain;q=0.5, application/json",
    "text/plain;q=0",
    "text/plain, */*;q=0.1",
    "Text/Plain; charset=utf-8",
    "text/*",
  ]) {
    const made = await gina.withAccess("POST", "/v1/backup-codes", { headers: { accept } });
    kinds.push(made.headers.get("content-type") ?? "");
  }
  const [json, text] = ["application/json", "text/plain; charset=utf-8"];
  expect(kinds).toEqual([json, json, json, json, json, text, text, text]);
});

test("they are never the only factor", async () => {
  const hugo = organisation.person("hugo");
  const refused = await hugo.withPassword("POST", "/v1/backup-codes");
  expect(refused).toMatchObject({ status: 409, body: { code: "not_enrolled" } });
});
