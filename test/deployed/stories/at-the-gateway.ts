import { expect } from "vitest";
import { expectProblem, rawRequest } from "../../harness/raw-request.ts";
import type { DeployedService } from "../deployed-service.ts";

const app = "https://app.example.com";
const preflight = ["access-control-request-method", "POST", "access-control-request-headers", "authorization"];

/** Answers requests that match no route by a function too, in the form of the contract. */
export async function unknownAddresses({ url }: DeployedService): Promise<void> {
  expectProblem(await rawRequest(url, { method: "GET", path: "/v2/login" }), "not_found");
  expectProblem(await rawRequest(url, { method: "POST", path: "/v1/factors/%zz/confirm" }), "not_found");
  const wrongMethod = await rawRequest(url, { method: "GET", path: "/v1/login" });
  expectProblem(wrongMethod, "method_not_allowed");
  expect(wrongMethod.headers.get("allow")).toBe("POST");
}

/** Bodies that nobody should send. */
export async function unwelcomeBodies(service: DeployedService): Promise<void> {
  const { url } = service;
  const authorization = ["authorization", `Bearer ${await service.signIn()}`];
  const send = async (body: string | Buffer, type: string) =>
    rawRequest(url, { method: "POST", path: "/v1/login", headers: [...authorization, "content-type", type], body });
  expectProblem(await send("code=123456", "application/x-www-form-urlencoded"), "unsupported_media_type");
  expectProblem(await send(JSON.stringify({ a: "x".repeat(9000) }), "application/json"), "payload_too_large");
  const tooMuch = await send(Buffer.alloc(11 * 1024 * 1024), "application/json");
  expect(tooMuch).toMatchObject({ status: 413, body: { message: "Request Entity Too Large" } });
}

/** A browser asks before it calls; the gateway answers for the origins of the stage only. */
export async function otherOrigins({ url }: DeployedService): Promise<void> {
  const ask = async (origin: string, method: string, more: readonly string[] = []) =>
    rawRequest(url, { method, path: "/v1/login", headers: ["origin", origin, ...more] });
  const granted = await ask(app, "OPTIONS", preflight);
  expect(granted.status).toBe(204);
  expect(granted.headers.get("access-control-allow-origin")).toBe(app);
  expect(granted.headers.get("access-control-allow-headers")).toContain("authorization");
  const refused = await ask(app, "POST");
  expectProblem(refused, "unauthenticated");
  expect(refused.headers.get("access-control-expose-headers")).toContain("x-request-id");
  for (const answer of [
    await ask("https://evil.example", "OPTIONS", preflight),
    await ask("https://evil.example", "POST"),
  ])
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
}

/** Pages that everybody may read. */
export async function publicPages(service: DeployedService): Promise<void> {
  expect((await service.call("GET", "/health")).status).toBe(200);
  expect((await service.call("GET", "/openapi.json")).body["openapi"]).toMatch(/^3\.1/);
}
