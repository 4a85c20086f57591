import type { APIGatewayProxyEventV2 } from "aws-lambda";
import * as z from "zod";
import { formatUserId, parseUserId, userKey } from "../identity/user-key.ts";
import type { Route } from "../contract/routes.ts";
import type { At } from "../account/decision.ts";
import { stepUp } from "../account/step-up.ts";
import type { Services } from "../runtime/services.ts";
import { accountAccess } from "../access/account-access.ts";
import { asAdmin, asUser, identify, isAdminLevel } from "./authorize.ts";
import { bodyBytes, parseJson, requireJsonType, validated } from "./parse-request.ts";
import type { AdminRequest, OwnRequest, StepRequest } from "./step.ts";

/** From the gateway's event to what the step works with: size, media type, caller, fields, access, in this order; an admin's access comes before the fields. */
export async function stepRequest<R extends Route>(
  route: R,
  event: APIGatewayProxyEventV2,
  services: Services,
): Promise<{ readonly request: StepRequest<R>; readonly ref: string | null }> {
  const bytes = bodyBytes(event);
  if (route.body || bytes.length > 0) requireJsonType(bytes, event.headers["content-type"]);
  const at: At = { now: services.clock.now(), rules: services.settings };
  if (route.access === "public") return { request: inputs(route, event, bytes, at) as StepRequest<R>, ref: null };
  const caller = await identify(event.headers["authorization"], route.access, services);

  if (isAdminLevel(route.access)) {
    const named = event.queryStringParameters?.["tenant"];
    const { tenant, actor } = await asAdmin(caller, { level: route.access, named, at }, services);
    const common = inputs(route, event, bytes, at);
    const target: AdminRequest<R>["target"] = async (userId) => {
      const issuerIds = services.settings.trustedIssuers.map(({ id }) => id);
      const identity = parseUserId(userId, tenant, issuerIds);
      const user = await userKey(services.vault, identity);
      return {
        userId: formatUserId(identity, issuerIds),
        account: accountAccess(services, { user, actor, permit: () => null }),
      };
    };
    return { request: { ...common, caller, tenant, actor, target } as StepRequest<R>, ref: actor.ref };
  }

  const common = inputs(route, event, bytes, at);
  const level = route.access;
  const exempt = route.exemptsNamedFactor ? event.pathParameters?.["factorId"] : undefined;
  const { user, actor } = await asUser(caller, services);
  const own: Pick<OwnRequest<R>, "caller" | "account"> = {
    caller,
    account: accountAccess(services, { user, actor, permit: (account) => stepUp(account, caller, level, at, exempt) }),
  };
  return { request: { ...common, ...own } as StepRequest<R>, ref: user.ref };
}

/** A call that takes no fields takes none by mistake either. */
const noFields = z.strictObject({});

const inputs = (route: Route, event: APIGatewayProxyEventV2, bytes: Buffer, at: At) => ({
  params: route.params && validated(route.params, event.pathParameters ?? {}),
  query: route.query && validated(route.query, event.queryStringParameters ?? {}),
  body: validated(route.body ?? noFields, parseJson(bytes)),
  headers: event.headers,
  at,
});
