import { chosenApp } from "../shared/http/step-request.ts";
import { currentPolicy, recentPolicy } from "../shared/access/organisation-policy.ts";
import { contactOf } from "../shared/access/sealed-values.ts";
import {
  type Account,
  isEnabled,
  mayLearnContact,
  remainingBackupCodes,
  withContact,
} from "../shared/account/account.ts";
import { isoTime } from "../shared/account/instant.ts";
import { loginNeeds } from "../shared/account/login.ts";
import { firstFactorTypes } from "../shared/account/policy.ts";
import { routes } from "../shared/contract/routes.ts";
import { begin } from "../shared/factors/index.ts";
import { maskedPreRegisteredPhone, offeredFactors } from "../shared/factors/views.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";
import type { OwnRequest } from "../shared/http/step.ts";
import type { Services } from "../shared/runtime/services.ts";
import { sendsSms } from "../shared/runtime/outbound/sms.ts";

/**
 * A token that names an address is the only way to know where to tell a user of a second factor that somebody else sets up. Beside an active
 * factor only a right code names the first contact; its key is made here, since this function may make one.
 */
async function learnContact(services: Services, request: OwnRequest<typeof routes.login>, known: Account) {
  const { account, at } = request;
  const contact = known.contact === null ? await contactOf(services.vault, account.user, request, known) : null;
  if (contact === null || !mayLearnContact(known)) return;
  const learned = await account.change((state) =>
    mayLearnContact(state.account)
      ? { write: { account: withContact(state.account, contact, at.now) }, outcome: { ok: true } }
      : { outcome: { ok: true } },
  );
  granted(learned, at.now);
}

export const { handler, serve } = endpoint(
  routes.login,
  async (request, services) => {
    const { account, caller, body, at } = request;
    const app = chosenApp(caller, body.audience);
    const recent = await recentPolicy(services, caller.tenant);
    const sign = await services.tokens.signer(at.now, services.vault);
    const state = granted(await account.read(true), at.now);
    await learnContact(services, request, state.account);
    const { account: own } = state;
    // Another process may just have written that a second factor is required: nobody gets past by the policy of a minute ago.
    const policy = isEnabled(own) || recent.required ? recent : await currentPolicy(services, caller.tenant);
    const needs = granted(loginNeeds(own, policy, body.factorId), at.now);
    switch (needs.decision) {
      case "allow": {
        const { epoch } = state.account;
        const { assertion, expiresAt } = await sign({ caller, app, proof: null, epoch, now: at.now });
        return { decision: "allow" as const, assertion, expiresAt: isoTime(expiresAt) };
      }
      case "enroll": {
        const { phoneRegistration } = policy;
        const preRegisteredPhone = await maskedPreRegisteredPhone(services.vault, account.user, state.account);
        return {
          decision: "enroll" as const,
          enrollment: { factorTypes: [...firstFactorTypes(policy)], phoneRegistration, preRegisteredPhone },
        };
      }
      case "challenge": {
        const factors = await offeredFactors(services.vault, account.user, state.account);
        const begun = await begin(services, { ...request, policy }, state, needs.factor);
        const { challenge, sms } = granted(begun, at.now);
        return {
          decision: "challenge" as const,
          factors,
          backupCodes: { remaining: remainingBackupCodes(state.account.backupCodes) },
          recoveryHelp: policy.recoveryHelp,
          challenge,
          ...(sms && { sms }),
        };
      }
    }
  },
  sendsSms,
);
