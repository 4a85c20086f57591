import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { isoTime, maskedPreRegisteredPhone, offeredFactors } from "../shared/access/views.ts";
import { routes } from "../shared/contract/routes.ts";
import { remainingBackupCodes } from "../shared/account/backup-codes.ts";
import { loginNeeds } from "../shared/account/login.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { problemOf } from "../shared/http/problem.ts";
import { offerChallenge } from "../shared/factors/sms/offer-challenge.ts";
import { sendsSms } from "../shared/runtime/outbound/sms.ts";

export const { handler, serve } = endpoint(
  routes.login,
  async ({ account, caller, body, headers, at }, services) => {
    const policy = await recentPolicy(services, caller.tenant);
    const sign = await services.tokens.signer(at.now);
    const state = await account.readWithChallenges();
    const needs = loginNeeds(state.account, policy, body.factorId);
    if ("code" in needs) throw problemOf(needs, at.now);
    switch (needs.decision) {
      case "allow": {
        const { assertion, expiresAt } = await sign({
          caller,
          method: null,
          factorId: null,
          epoch: state.account.epoch,
          now: at.now,
        });
        return { decision: "allow" as const, assertion, expiresAt: isoTime(expiresAt) };
      }
      case "enroll": {
        const { phoneRegistration } = policy;
        const preRegisteredPhone = await maskedPreRegisteredPhone(services.vault, account.user, state.account);
        const factorTypes = phoneRegistration === "pre-registered" ? (["sms"] as const) : policy.factorTypes;
        return {
          decision: "enroll" as const,
          enrollment: { factorTypes: [...factorTypes], phoneRegistration, preRegisteredPhone },
        };
      }
      case "challenge": {
        const request = { account, at, appName: policy.issuerName, acceptLanguage: headers["accept-language"] };
        const offered =
          needs.factor.type === "sms"
            ? await offerChallenge(services, request, state, needs.factor)
            : { challenge: null };
        return {
          decision: "challenge" as const,
          factors: await offeredFactors(services.vault, account.user, state.account),
          backupCodes: { remaining: remainingBackupCodes(state.account.backupCodes) },
          recoveryHelp: policy.recoveryHelp,
          ...offered,
        };
      }
    }
  },
  sendsSms,
);
