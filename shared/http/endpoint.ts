import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "../contract/route.ts";
import { purposesMadeIn } from "../ports/vault.ts";
import { lambdaEntry, nothingOutbound } from "../runtime/compose.ts";
import type { Entry } from "../runtime/entry.ts";
import type { Outbound, OutboundOf } from "../runtime/services.ts";
import type { Settings } from "../settings/settings.ts";
import { middlewareStack } from "./middleware-stack.ts";
import { reply } from "./gateway.ts";
import { Page, type Step } from "./step.ts";
import { stepRequest } from "./step-request.ts";

type Event = APIGatewayProxyEventV2;
type Result = APIGatewayProxyStructuredResultV2;

export type HttpEntry<K extends keyof Outbound = never> = Entry<Event, Result, Pick<Outbound, K>>;

/** A step behind the one middleware stack. A route that `touches` an outbound adapter passes its maker; no other step gets one. */
export function endpoint<const R extends MessagingRoute>(
  route: R,
  step: Step<R, Pick<Outbound, "sms" | "mail">>,
  outboundOf: OutboundOf<"sms" | "mail">,
): HttpEntry<"sms" | "mail">;
export function endpoint<const R extends SendingRoute>(
  route: R,
  step: Step<R, Pick<Outbound, "sms">>,
  outboundOf: OutboundOf<"sms">,
): HttpEntry<"sms">;
export function endpoint<const R extends MailingRoute>(
  route: R,
  step: Step<R, Pick<Outbound, "mail">>,
  outboundOf: OutboundOf<"mail">,
): HttpEntry<"mail">;
export function endpoint<const R extends Route>(
  route: Exclude<R, SendingRoute | MailingRoute>,
  step: Step<R>,
): HttpEntry;
export function endpoint<R extends Route, O extends object>(
  route: R,
  step: Step<R, O>,
  outboundOf: (settings: Settings) => O = nothingOutbound as () => O,
): Entry<Event, Result, O> {
  return lambdaEntry((all) => {
    const services = { ...all, vault: all.vault.limitedTo(purposesMadeIn(route.touches.vault)) };
    return middlewareStack(route, services, async (event, about) => {
      const { request, ref } = await stepRequest(route, event, services);
      about.user = ref;
      const answer = await step(request, services);
      if (answer instanceof Page) about.policy = answer.policy;
      return reply(route, answer);
    });
  }, outboundOf);
}

type MessagingRoute = Route & { readonly touches: { readonly sms: "send"; readonly mail: "send" } };
type SendingRoute = Route & { readonly touches: { readonly sms: "send" } };
type MailingRoute = Route & { readonly touches: { readonly mail: "send" } };
