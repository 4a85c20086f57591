import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { refuse } from "../shared/account/decision.ts";
import { phoneToText } from "../shared/factors/sms/rules.ts";
import { reserveSend } from "../shared/factors/sms/reserve-send.ts";
import { refusesCodes } from "../shared/account/accept.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, problemOf } from "../shared/http/problem.ts";
import { isChannelAllowed, sendCode } from "../shared/factors/sms/send-code.ts";
import { sendsSms } from "../shared/runtime/outbound.ts";

export const { handler, serve } = endpoint(
  userRoutes.sendSms,
  async ({ account, caller, body, headers, at }, services) => {
    const policy = await recentPolicy(services, caller.tenant);
    const { channel = "sms" } = body;
    if (!isChannelAllowed(channel, policy, services.settings))
      throw problemOf({ code: "factor_type_not_allowed" }, at.now);
    const takesPasskeys = caller.party !== null;
    const request = { account, at, appName: policy.issuerName, acceptLanguage: headers["accept-language"] };
    const sent = await sendCode(services, request, (state, challengeId) => {
      if (refusesCodes(state.account, policy, takesPasskeys, at)) return refuse({ code: "method_not_allowed_here" });
      const phone = phoneToText(state.account, body.factorId);
      return phone.ok
        ? reserveSend(state.account, { factor: phone.factor, challengeId, channel }, at)
        : refuse(phone.refusal);
    });
    return { challenge: granted(sent, at.now).challenge };
  },
  sendsSms,
);
