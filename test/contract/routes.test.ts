import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";

const top = fileURLToPath(new URL("../../", import.meta.url));
const rows = Object.entries<Route>(routes);
/** Not steps of the API: the answer where no route is, and what reads events or a schedule. */
const withoutRoute = (file: string): boolean => file === "not-found" || /^(events|scheduled)\//.test(file);

describe("the route table", () => {
  it("names every step's file under functions, and no file is without a row", () => {
    const files = globSync("functions/**/*.ts", { cwd: top }).map((file) =>
      file.slice("functions/".length, -".ts".length),
    );
    expect(files.filter((file) => !withoutRoute(file)).toSorted()).toEqual(
      rows.map(([, row]) => row.function).toSorted(),
    );
  });

  it("has each method and path once", () => {
    const calls = rows.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
    expect(calls).toEqual([...new Set(calls)]);
  });

  it.each(rows)("%s: a call without a body takes none, 204 answers none", (_name, row) => {
    expect(row.method === "GET" && row.body !== undefined).toBe(false);
    expect(row.answer === null).toBe(row.status === 204);
  });

  it.each(rows)("%s: what sends SMS claims its limits first and can say that it failed", (_name, row) => {
    const sends = row.touches.sms !== undefined;
    expect(row.touches.limits !== undefined).toBe(sends);
    expect(row.problems.includes("sms_limit_reached")).toBe(sends);
    expect(row.problems.includes("sms_delivery_failed")).toBe(sends);
  });

  it.each(rows.filter(([, { access }]) => access !== "public"))("%s: can tell who calls", (_name, row) => {
    expect(Object.keys(row.touches.vault)).toContain("identity");
  });

  it.each(rows.filter(([, { path }]) => path.startsWith("/v1/admin")))("%s: is for admins only", (_name, row) => {
    // To ask for a code again loosens nothing.
    const isStricter = row.method === "DELETE" && row.path.endsWith("/devices");
    const isRead = row.method === "GET" || row.path === "/v1/admin/rehearse";
    expect(row.access).toBe(isRead || isStricter ? "admin" : "adminFresh");
    expect("actor" in row.touches, "an act puts down who it was").toBe(!isRead);
  });
});
