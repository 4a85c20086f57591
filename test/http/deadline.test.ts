import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, it } from "vitest";
import { lambdaContext } from "../../local/functions.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import { routes } from "../../shared/contract/routes.ts";
import { middlewareStack } from "../../shared/http/middleware-stack.ts";

// Again after a failure: the machine, too, may take its half a second somewhere.
it("answers 503 itself before Lambda ends a function whose dependency never answers", { retry: 2 }, async () => {
  const lines: string[] = [];
  const { logger } = telemetryInto({ log: (line) => lines.push(line), metric: () => undefined }, "INFO");
  const services = { clock: { now: () => 0 }, telemetry: { logger }, settings: {} };
  const stack = middlewareStack(routes.verify, services, async () => new Promise<never>(() => undefined));
  const event = { headers: {}, requestContext: { requestId: "r-1" } } as APIGatewayProxyEventV2;
  const before = performance.now();
  const answer = await stack(event, { ...lambdaContext("verify"), getRemainingTimeInMillis: () => 510 });
  expect(performance.now() - before, "well before the 510 ms are over").toBeLessThan(450);
  expect(answer).toMatchObject({ statusCode: 503, headers: { "retry-after": "1", "x-request-id": "r-1" } });
  expect(JSON.parse(String(answer.body))).toMatchObject({
    code: "temporarily_unavailable",
    requestId: "r-1",
    detail: expect.stringContaining("not known whether"),
  });
  expect(lines.join("\n")).toContain("TimeoutError");
});
