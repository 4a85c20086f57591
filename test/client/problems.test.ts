import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createClient, type ProblemCode } from "../../client/src/index.ts";
import { Problem, problemJson } from "../../shared/http/problem.ts";
import { problems } from "../../shared/contract/problems.ts";

const token = "eyJ.secret.token";
const answering = (answer: () => Response | Promise<Response>) =>
  createClient({ baseUrl: "https://2fa.example.com", token: () => token, fetch: async () => answer() });

/** As the service itself would write it. */
function refusal(code: ProblemCode, headers: Record<string, string> = {}): Response {
  const { statusCode, body, headers: own } = problemJson(new Problem(code, { headers, retryAfter: 60 }), "req-1");
  return new Response(body, {
    status: statusCode ?? 0,
    headers: Object.entries(own ?? {}).map(([name, value]) => [name, String(value)]),
  });
}

describe("every problem of the contract", () => {
  it.each(Object.keys(problems) as ProblemCode[])("%s arrives with its code and its fields", async (code) => {
    const { problem, data } = await answering(() => refusal(code)).disable();
    const { status, title, detail } = problems[code];
    expect(data).toBeUndefined();
    expect(problem).toMatchObject({ code, status, title, detail, requestId: "req-1", retryAfter: 60 });
  });

  it.each([
    ['Bearer error="insufficient_user_authentication", max_age="300"', { maxAge: 300, secondFactor: false }],
    ['Bearer error="x", acr_values="urn:countersign:2fa"', { maxAge: null, secondFactor: true }],
    ["", { maxAge: null, secondFactor: false }],
  ])("step-up %s", async (challenge, stepUp) => {
    const answer = () => refusal("insufficient_user_authentication", { "www-authenticate": challenge });
    expect((await answering(answer).disable()).problem).toMatchObject({ stepUp });
  });

  it("asks for both where a proxy hides what is missing", async () => {
    const { problem } = await answering(() => refusal("insufficient_user_authentication")).disable();
    expect(problem).toMatchObject({ stepUp: { maxAge: 0, secondFactor: true } });
  });
});

describe("what is no answer of the contract", () => {
  it.each([
    ["a proxy's page", new Response("<html>Bad gateway</html>", { status: 502 }), { status: 502 }],
    [
      "the gateway's throttling",
      Response.json({ message: "Too Many Requests" }, { status: 429, headers: { "retry-after": "7" } }),
      { status: 429, retryAfter: 7 },
    ],
    ["a code of a newer service", Response.json({ code: "new_one", status: 409 }, { status: 409 }), { status: 409 }],
    ["an inherited name for a code", Response.json({ code: "constructor" }, { status: 400 }), { status: 400 }],
    [
      "a wait in words",
      Response.json({}, { status: 503, headers: { "retry-after": "Fri, 31 Dec 1999" } }),
      { status: 503 },
    ],
    ["a redirect", new Response(null, { status: 302, headers: { location: "https://evil.example" } }), { status: 302 }],
    ["half a body", new Response('{"decision":', { status: 200 }), { status: 200 }],
  ])("%s is unexpected", async (_, response, fields) => {
    expect(await answering(() => response).disable()).toEqual({
      problem: { code: "unexpected", detail: expect.any(String), ...fields },
    });
  });

  it("no answer is offline, and says nothing of the request", async () => {
    const result = await answering(() => Promise.reject(new TypeError(`fetch failed: ${token}`))).login();
    expect(result).toEqual({ problem: { code: "offline", detail: expect.any(String) } });
    expect(inspect(result, { depth: null })).not.toContain("secret");
  });

  /** A server that anything can be wrong with, and how often it was asked. */
  async function asked(answer: RequestListener) {
    let times = 0;
    const server = createServer((request, response) => {
      times += 1;
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, token: () => token });
    const result = await client.listFactors();
    server.close();
    return { result, times };
  }

  it("a connection that breaks in the middle of the body is offline", async () => {
    const { result } = await asked((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"status"', () => response.destroy());
    });
    expect(result).toEqual({ problem: { code: "offline", detail: expect.any(String) } });
  });

  it("a redirect is not followed: it would take the token elsewhere", async () => {
    const { result, times } = await asked((_, response) => response.writeHead(302, { location: "/elsewhere" }).end());
    expect(result).toEqual({ problem: { code: "unexpected", detail: expect.any(String), status: 302 } });
    expect(times).toBe(1);
  });
});

describe("what a host does wrong is told as an error", () => {
  it("a base address that is none", () => {
    expect(() => createClient({ baseUrl: "not an address", token: () => token })).toThrow(TypeError);
  });

  it("a token that cannot be had", async () => {
    const client = createClient({
      baseUrl: "https://2fa.example.com",
      token: () => Promise.reject(new Error("signed out")),
    });
    await expect(client.login()).rejects.toThrow("signed out");
  });

  it.each(["", ".", ".."])("an id %j, which would lead to another address", async (factorId) => {
    await expect(answering(() => Response.json({})).removeFactor({ factorId })).rejects.toThrow(TypeError);
  });
});
