import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "../contract/routes.ts";
import { type Entry, lambdaEntry } from "../runtime/entry.ts";
import { middlewareStack } from "./middleware-stack.ts";
import { reply } from "./reply.ts";
import type { Step } from "./step.ts";
import { stepRequest } from "./step-request.ts";
import type { OutletsOf } from "../runtime/services.ts";

export type HttpEntry = Entry<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** A route that sends SMS needs the way out; no other function carries it. */
type Needed<R extends Route> = R["touches"] extends { readonly sms: "send" } ? [outletsOf: OutletsOf] : [];

/** A step behind the one middleware stack. */
export const endpoint = <const R extends Route>(route: R, step: Step<R>, ...[outletsOf]: Needed<R>): HttpEntry =>
  lambdaEntry(
    (services) =>
      middlewareStack(route, services, async (event, about) => {
        const { request, ref } = await stepRequest(route, event, services);
        about.user = ref;
        return reply(route, await step(request, services));
      }),
    outletsOf,
  );
