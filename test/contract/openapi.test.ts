import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { openApiDocument, problemsOf } from "../../shared/contract/openapi.ts";
import { exampleOf, problemCodes, problemSchema } from "../../shared/contract/problem-schema.ts";
import { type ProblemCode, problems } from "../../shared/contract/problems.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";

const rows = Object.entries<Route>(routes);
const document = openApiDocument("https://2fa.example.com");

interface Content {
  readonly content: Readonly<
    Record<string, { readonly schema: Readonly<Record<string, unknown>>; readonly examples?: object }>
  >;
}
interface Operation {
  readonly security?: unknown;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}
const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Readonly<Record<string, Operation>>).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
  })),
);
const operationOf = ({ method, path }: Route): Operation => {
  const found = operations.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`No operation for ${method} ${path}`);
  return found.operation;
};

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1, references included", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone({ ...document }))).toEqual({ valid: true });
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it("shows a whole answer for every problem, where that can come", () => {
    const { examples = {} } = document.components ?? {};
    expect(Object.keys(examples)).toEqual(problemCodes);
    for (const code of problemCodes)
      expect(z.strictObject(problemSchema.shape).parse(exampleOf(code))).toEqual(exampleOf(code));
    const refused = operationOf(routes.verify).responses["401"]?.content["application/problem+json"];
    expect(refused?.examples).toHaveProperty("unauthenticated.$ref", "#/components/examples/unauthenticated");
  });

  it("has the operations of the route table and no others", () => {
    const listed = operations.map(({ method, path }) => `${method} ${path}`);
    expect(listed.toSorted()).toEqual(rows.map(([, { method, path }]) => `${method} ${path}`).toSorted());
  });

  it.each(rows)("%s: names the operation, its success and exactly its problems", (name, route) => {
    const operation = operationOf(route);
    const statuses = new Set(problemsOf(route).map((code) => problems[code].status));
    expect(operation).toMatchObject({ operationId: name, "x-access": route.access });
    expect(Object.keys(operation.responses).toSorted()).toEqual(
      [...new Set([route.status, ...Object.keys(route.otherAnswers ?? {}).map(Number), ...statuses])]
        .map(String)
        .toSorted(),
    );
    for (const code of problemsOf(route)) {
      expect(operation.responses[problems[code].status]?.description).toContain(`\`${code}\``);
    }
  });

  it.each(rows)("%s: asks for a token unless it is public", (_name, route) => {
    const operation = operationOf(route);
    expect(operation.security ?? document.security).toEqual(route.access === "public" ? [] : [{ bearer: [] }]);
    expect("401" in operation.responses).toBe(route.access !== "public");
  });

  it.each(rows)("%s: says that unknown names in a query are refused, but on the pages of links", (_name, route) => {
    expect("400" in operationOf(route).responses).toBe(route.page !== true);
  });

  it.each(rows)("%s: describes every parameter of its path", (_name, route) => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const parameters = operationOf(route).parameters ?? [];
    expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(inPath);
  });

  it("refuses unknown fields in requests and lets answers grow", () => {
    const verify = operationOf(routes.verify);
    expect(verify.requestBody?.content["application/json"]?.schema).toMatchObject({
      anyOf: [{ additionalProperties: false }, { additionalProperties: false }],
    });
    expect(verify.responses["200"]?.content["application/json"]?.schema).not.toHaveProperty("additionalProperties");
  });

  it("offers the backup codes as a text file too", () => {
    expect(Object.keys(operationOf(routes.regenerateBackupCodes).responses["201"]?.content ?? {})).toEqual([
      "application/json",
      "text/plain",
    ]);
  });

  it("leaves no problem without a call that answers it, but those of the gateway", () => {
    const answered = new Set(rows.flatMap(([, route]) => problemsOf(route)));
    const byGateway: readonly ProblemCode[] = ["method_not_allowed"];
    const codes = Object.keys(problems);
    expect(codes.filter((code) => !answered.has(code as ProblemCode)).toSorted()).toEqual(byGateway.toSorted());
  });
});
