import { recentPolicy } from "../shared/account/organisation-policy.ts";
import { routes } from "../shared/contract/routes.ts";
import { pendingFactor } from "../shared/domain/confirm.ts";
import { refuse } from "../shared/domain/decision.ts";
import { reserveSend } from "../shared/domain/send-sms.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/contract/problem.ts";
import { sendCode } from "../shared/sms/send-code.ts";
import { sendsSms } from "../shared/sends-sms.ts";

export const { handler, serve } = endpoint(routes.resendEnrollmentSms, async ({ account, caller, params, headers, at }, services) => {
  const { issuerName } = await recentPolicy(services, caller.tenant);
  const request = { account, at, appName: issuerName, acceptLanguage: headers["accept-language"] };
  const sent = await sendCode(services, request, (state, challengeId) => {
    const factor = pendingFactor(state.account, params.factorId, at);
    if ("code" in factor) return refuse(factor);
    return factor.type === "sms" ? reserveSend(state.account, { factor, challengeId }, at) : refuse({ code: "factor_not_found" });
  });
  return { challenge: granted(sent, at.now).challenge };
}, sendsSms);
