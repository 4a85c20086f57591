import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { answerOf, gatewayEvent } from "../../../local/gateway.ts";
import { type Answer, gatewayAnswer, type Received } from "../../../local/http-server.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { Lambda } from "./lambda.ts";
import type { Stacks } from "./stacks.ts";

interface Called {
  readonly target: string;
  /** The role by which the gateway calls it. */
  readonly role: string;
}

interface GatewayRoute extends Called {
  /** `$default` has neither. */
  readonly method: string;
  readonly path: string;
}

/** The HTTP API of the template: its routes, each with the function of its integration. */
export function gateway({
  stacks,
  lambda,
  clock,
  onTrouble,
}: {
  readonly stacks: Stacks;
  readonly lambda: Lambda;
  readonly clock: Clock;
  readonly onTrouble: (error: unknown) => void;
}): (request: Received) => Promise<Answer> {
  const routes = routesOf(stacks).toSorted((one, other) => parameters(one.path) - parameters(other.path));

  return async (request) => {
    const found = routes
      .map((route) => ({ route, pathParameters: route.method === request.method ? match(route, request.path) : null }))
      .find(({ pathParameters }) => pathParameters !== null);
    const route = found?.route ?? routes.find(({ method }) => method === "$default");
    if (route === undefined) return gatewayAnswer(404, "Not Found");
    const event = gatewayEvent(
      request,
      found ? { route, pathParameters: found.pathParameters ?? {} } : null,
      clock.now(),
    );
    try {
      return answerOf(
        (await lambda.callAs(
          route.role,
          "apigateway.amazonaws.com",
          route.target,
          event,
        )) as APIGatewayProxyStructuredResultV2,
      );
    } catch (error) {
      onTrouble(error);
      return gatewayAnswer(500, "Internal Server Error");
    }
  };
}

const parameters = (path: string): number => path.split("{").length - 1;

function routesOf(stacks: Stacks): readonly GatewayRoute[] {
  const integrations = new Map(
    stacks.all("AWS::ApiGatewayV2::Integration").map((one): [string, Called] => {
      const { IntegrationType, PayloadFormatVersion, IntegrationUri, CredentialsArn } = one.properties;
      if (IntegrationType !== "AWS_PROXY" || PayloadFormatVersion !== "2.0") throw new Error(`${one.id} is of no use`);
      return [
        `integrations/${stacks.made(one)["Ref"] ?? ""}`,
        { target: String(IntegrationUri), role: String(CredentialsArn) },
      ];
    }),
  );
  return stacks.all("AWS::ApiGatewayV2::Route").map(({ id, properties }) => {
    const [method = "", path = ""] = String(properties["RouteKey"]).split(" ");
    const called = integrations.get(String(properties["Target"]));
    if (called === undefined || properties["AuthorizationType"] !== "NONE") throw new Error(`${id} leads nowhere`);
    return { method, path, ...called };
  });
}

/** Null: the path is another one. What cannot be decoded fits no parameter. */
function match({ path }: GatewayRoute, sent: string): Record<string, string> | null {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const literal = path.split(/\{\w+\}/).map((text) => text.replaceAll(".", String.raw`\.`));
  const values = new RegExp(`^${literal.join("([^/]+)")}$`).exec(sent)?.slice(1);
  try {
    return values ? Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? "")])) : null;
  } catch {
    return null;
  }
}
