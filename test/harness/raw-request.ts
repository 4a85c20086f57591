import { request } from "node:http";
import { expect } from "vitest";
import * as z from "zod/mini";
import { problemSchema } from "../../shared/contract/problem-schema.ts";
import type { Answer } from "./called-service.ts";

export interface RawRequest {
  readonly method: string;
  /** Sent as it is. */
  readonly path: string;
  /** Name, value, name, value: a name may come twice. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** Sends what `fetch` would refuse or repair. */
export const rawRequest = async (url: string, { method, path, headers = [], body }: RawRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, path, headers: ["host", new URL(url).host, ...length(body), ...headers] },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const answered = new Headers();
          for (const [name, values] of Object.entries(response.headersDistinct))
            for (const value of values ?? []) answered.append(name, value);
          const isJson = answered.get("content-type")?.includes("json") === true && text !== "";
          resolve({ status: response.statusCode ?? 0, headers: answered, text, body: isJson ? JSON.parse(text) : {} });
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });

const length = (body: string | Buffer | undefined): readonly string[] =>
  body === undefined ? [] : ["content-length", String(Buffer.byteLength(body))];

/** Expects a refusal in the form of the contract. */
export function expectProblem(answer: Answer, code: string): void {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-request-id")).toBe(answer.body["requestId"]);
  expect(z.strictObject(problemSchema.shape).parse(answer.body)).toMatchObject({ code, status: answer.status });
}
