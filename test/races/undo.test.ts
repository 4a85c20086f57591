/** @module-tag crowds */
import { expect, it } from "vitest";
import { mailedLink } from "../harness/mailed-link.ts";
import { world } from "../harness/world.ts";

const { service, organisation } = world();

it("an undo sent many times at once, against a set-up and a login of the thief: it happens once, and the thief is out", async () => {
  const ada = organisation.person("undone", { email: "undone@shop.example" });
  await ada.hasTotp();
  await ada.loginWithTotp();
  await ada.withAccess("DELETE", "/v1/factors");
  const token = await mailedLink(service, "undone@shop.example");
  const thief = organisation.person("undone", { email: "undone@shop.example" });
  await thief.hasTotp();
  ada.nextStep();
  const body = { token, code: ada.totpCode() };
  const [undone, , login] = await Promise.all([
    Promise.all(Array.from({ length: 6 }, async () => ada.withPassword("POST", "/v1/undo", { body }))),
    thief.withAccess("POST", "/v1/factors", { body: { type: "totp" } }),
    thief.verify(thief.totpCode()),
  ]);
  expect(undone.map(({ status }) => String(status)).toSorted()).toEqual([
    "204",
    ...Array.from({ length: 5 }, () => "410"),
  ]);
  expect([200, 422]).toContain(login.status);
  const { body: now } = await ada.withPassword("GET", "/v1/factors");
  expect((now["factors"] as { id: string }[]).map(({ id }) => id)).toEqual([ada.totpFactorId]);
  expect((await thief.withAccess("GET", "/v1/factors")).body["code"]).toBe("unauthenticated");
  await ada.loginWithTotp();
  await service.local.drained();
  const events = (await ada.activity("?limit=100")).body["events"] as { type: string }[];
  expect(events.filter(({ type }) => type === "change.undone")).toHaveLength(1);
});
