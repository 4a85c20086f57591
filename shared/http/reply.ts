import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "../contract/routes.ts";
import { TextFile } from "./step.ts";

/** The answer of a step as the gateway wants it. */
export function reply(route: Route, answer: unknown): APIGatewayProxyStructuredResultV2 {
  if (route.answer === null) return { statusCode: route.status };
  if (answer instanceof TextFile)
    return {
      statusCode: route.status,
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="${route.textFile ?? "answer.txt"}"`,
      },
      body: answer.text,
    };
  return { statusCode: route.status, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
}
