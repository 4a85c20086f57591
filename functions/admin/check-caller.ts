import { isoTime } from "../../shared/account/instant.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { sendCallerWords } from "../../shared/factors/sms/caller-check.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";
import { sendsMail, sendsSms } from "../../shared/runtime/outbound.ts";

export const { handler, serve } = endpoint(
  adminRoutes.adminCheckCaller,
  async ({ target, query, body, at }, services) => {
    const { account } = await target(query);
    const sent = await sendCallerWords(services, account, body.channel, at);
    const { sentTo, until } = granted(sent, at.now);
    return { sentTo, expiresAt: isoTime(until) };
  },
  (settings) => ({ ...sendsSms(settings), ...sendsMail(settings) }),
);
