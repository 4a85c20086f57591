import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type CallName, createClient } from "../../client/src/index.ts";
import { Problem, problemJson } from "../../shared/http/problem.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

function refusing(code: "busy" | "temporarily_unavailable" | "too_many_attempts", retryAfter: number | null = null) {
  const { body, statusCode = 0, headers } = problemJson(new Problem(code, { retryAfter }), "req-1");
  return () => new Response(body, { status: statusCode, headers: new Headers(headers as Record<string, string>) });
}
const allowed = () => Response.json({ decision: "allow" });

/** Answers in turn, the last one for ever, and keeps what was asked. */
function service(...answers: (() => Response | Promise<Response>)[]) {
  const requests: Request[] = [];
  let tokens = 0;
  const client = createClient({
    baseUrl: "https://2fa.example.com",
    token: () => `token-${(tokens += 1)}`,
    fetch: async (request) => {
      requests.push(request as Request);
      return (answers.length > 1 ? answers.shift() : answers[0])?.() ?? Response.error();
    },
  });
  return { client, requests };
}

const inputs: { readonly [Name in CallName]?: object } = {
  confirmFactor: { factorId: "fac_1", code: "123456" },
  resendEnrollmentSms: { factorId: "fac_1" },
  updateFactor: { factorId: "fac_1", label: "Mine" },
  removeFactor: { factorId: "fac_1" },
  adminGetUser: { userId: "u" },
  adminResetUser: { userId: "u", reason: "Lost" },
  adminReopenMethod: { userId: "u", method: "totp", reason: "Called" },
  adminPreRegisterPhone: { userId: "u", phoneNumber: "+41791234567" },
  adminRemovePhone: { userId: "u" },
  adminListEvents: { userId: "u" },
  endDevice: { deviceId: "dev_1" },
  adminEndUserDevices: { userId: "u" },
};
/** Makes the call and lets all waits pass. */
async function made(client: ReturnType<typeof createClient>, name: CallName) {
  const call = client[name] as (input: object) => ReturnType<typeof client.login>;
  const result = call(inputs[name] ?? {});
  await vi.runAllTimersAsync();
  return result;
}

/** A page is no call of the client. */
const names = Object.keys(routes).filter((name) => name !== "linkPage") as CallName[];
const safe = new Set<CallName>([
  "login",
  "updateFactor",
  "adminPreRegisterPhone",
  "adminPreRegisterPhones",
  "adminRemovePhone",
  "readLink",
  "endDevice",
  "endDevices",
  "adminEndUserDevices",
  "adminEndDevices",
]);
const isSafe = (name: CallName) => (routes[name] as Route).method === "GET" || safe.has(name);

describe("a call is repeated", () => {
  it.each(names)("%s if it was busy, for nothing was written", async (name) => {
    const { client, requests } = service(refusing("busy"), allowed);
    expect((await made(client, name)).problem).toBeUndefined();
    expect(requests).toHaveLength(2);
  });

  it.each(names.filter(isSafe))("%s after a 503, since twice is as good as once", async (name) => {
    const { client, requests } = service(refusing("temporarily_unavailable"), allowed);
    expect((await made(client, name)).problem).toBeUndefined();
    expect(requests).toHaveLength(2);
  });

  it("twice and no more, with the same body and a fresh token", async () => {
    const { client, requests } = service(refusing("busy"));
    const result = client.verify({ code: "123456" });
    await vi.runAllTimersAsync();
    expect((await result).problem?.code).toBe("busy");
    expect(requests.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer token-1",
      "Bearer token-2",
      "Bearer token-3",
    ]);
    expect(await Promise.all(requests.map(async (request) => request.text()))).toEqual(
      Array.from({ length: 3 }, () => '{"code":"123456"}'),
    );
  });

  it("after as long as Retry-After says, and a little more", async () => {
    const { client, requests } = service(refusing("busy", 4), allowed);
    const result = client.login();
    await vi.advanceTimersByTimeAsync(3999);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1001);
    expect(requests).toHaveLength(2);
    await result;
  });

  it("after a 503 of a gateway, which has no problem in it", async () => {
    const { client, requests } = service(
      () => Response.json({ message: "Service Unavailable" }, { status: 503 }),
      allowed,
    );
    expect((await made(client, "login")).data).toBeDefined();
    expect(requests).toHaveLength(2);
  });
});

describe("a call is not repeated", () => {
  it.each(names.filter((name) => !isSafe(name)))("%s after a 503: it may have been carried out", async (name) => {
    const { client, requests } = service(refusing("temporarily_unavailable"), allowed);
    expect((await made(client, name)).problem?.code).toBe("temporarily_unavailable");
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["the wait is long", refusing("busy", 6), "busy"],
    ["a limit was reached", refusing("too_many_attempts", 1), "too_many_attempts"],
    ["nobody answered", () => Promise.reject(new TypeError("fetch failed")), "offline"],
  ])("if %s", async (_, answer, code) => {
    const { client, requests } = service(answer, allowed);
    expect((await made(client, "login")).problem?.code).toBe(code);
    expect(requests).toHaveLength(1);
  });
});

describe("an abort", () => {
  const stopped = new Error("stopped");

  it("rejects with its reason while the call waits to be repeated", async () => {
    const { client, requests } = service(refusing("busy", 5), allowed);
    const abort = new AbortController();
    const result = expect(client.login({}, { signal: abort.signal })).rejects.toBe(stopped);
    await vi.advanceTimersByTimeAsync(100);
    abort.abort(stopped);
    await result;
    expect(requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("rejects with its reason while the service thinks", async () => {
    const abort = new AbortController();
    const client = createClient({
      baseUrl: "https://2fa.example.com",
      token: () => "token",
      fetch: async (request) => {
        queueMicrotask(() => abort.abort(stopped));
        return new Promise((_, reject) => {
          const { signal } = request as Request;
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        });
      },
    });
    await expect(client.login({}, { signal: abort.signal })).rejects.toBe(stopped);
  });

  it("before the call sends nothing", async () => {
    const { client, requests } = service(allowed);
    await expect(client.login({}, { signal: AbortSignal.abort(stopped) })).rejects.toBe(stopped);
    expect(requests).toHaveLength(0);
  });
});
