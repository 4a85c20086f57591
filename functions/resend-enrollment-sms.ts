import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { pendingFactor, pendingRefused } from "../shared/account/enroll.ts";
import { refuse } from "../shared/account/decision.ts";
import { isOf } from "../shared/account/factor.ts";
import { reserveSend } from "../shared/factors/sms/reserve-send.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";
import { sendCode } from "../shared/factors/sms/send-code.ts";
import { sendsSms } from "../shared/runtime/outbound.ts";

export const { handler, serve } = endpoint(
  userRoutes.resendEnrollmentSms,
  async ({ account, caller, params, headers, at }, services) => {
    const { appName } = services.settings;
    const request = { account, at, appName, acceptLanguage: headers["accept-language"] };
    const sent = await sendCode(services, request, async (state, challengeId) => {
      const policy = await currentPolicy(services, caller.tenant);
      request.appName = policy.issuerName;
      const pending = pendingFactor(state.account, params.factorId, at);
      if (!pending.ok) return refuse(pending.refusal);
      const { factor } = pending;
      if (!isOf("sms")(factor)) return refuse({ code: "factor_not_found" });
      const refusal = pendingRefused(state.account, factor, policy, at);
      return refusal ? refuse(refusal) : reserveSend(state.account, { factor, challengeId }, at);
    });
    return { challenge: granted(sent, at.now).challenge };
  },
  sendsSms,
);
