import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Route } from "../contract/route.ts";
import { purposesMadeIn } from "../ports/vault.ts";
import { type Entry, lambdaEntry, nothingOutbound } from "../runtime/entry.ts";
import type { Outbound, OutboundOf } from "../runtime/services.ts";
import type { Settings } from "../settings/settings.ts";
import { middlewareStack } from "./middleware-stack.ts";
import { Page, Reply, type Step, TextFile } from "./step.ts";
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

/** The answer of a step as the gateway wants it. */
function reply(route: Route, answer: unknown): APIGatewayProxyStructuredResultV2 {
  if (answer instanceof Reply) return json(answer.status, answer.answer);
  if (route.answer === null) return { statusCode: route.status };
  if (answer instanceof Page)
    return { statusCode: route.status, headers: { "content-type": "text/html; charset=utf-8" }, body: answer.html };
  if (answer instanceof TextFile)
    return {
      statusCode: route.status,
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="${route.textFile ?? "answer.txt"}"`,
      },
      body: answer.text,
    };
  return json(route.status, answer);
}

const json = (statusCode: number, answer: unknown): APIGatewayProxyStructuredResultV2 =>
  answer === null
    ? { statusCode }
    : { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
