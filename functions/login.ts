import { chosenApp } from "../shared/http/step-request.ts";
import { rehearsed } from "../shared/factors/rehearsals.ts";
import { loginByDevice, rememberableDays } from "../shared/access/remembered-devices.ts";
import { currentPolicy, offeredCountries, recentPolicy } from "../shared/access/organisation-policy.ts";
import { learnContact } from "../shared/access/account-access.ts";
import { isEnabled, remainingBackupCodes } from "../shared/account/account.ts";
import { isoTime } from "../shared/account/instant.ts";
import { beginGrace, type Demand, demandOf } from "../shared/account/enforcement.ts";
import { isOffered, loginNeeds, refusesCodes } from "../shared/account/accept.ts";
import { channels } from "../shared/account/factor.ts";
import { firstFactorTypes } from "../shared/account/policy.ts";
import { offersRecovery, recoveryAt } from "../shared/account/recovery-standing.ts";
import { cancelToken, recoveryView } from "../shared/factors/recovery.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { begin } from "../shared/factors/index.ts";
import { maskedPreRegisteredPhone, offeredFactors } from "../shared/factors/views.ts";
import { phoneToText } from "../shared/factors/sms/rules.ts";
import { isChannelAllowed } from "../shared/factors/sms/send-code.ts";
import { loginOptions } from "../shared/factors/passkey/verify.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, Problem } from "../shared/http/problem.ts";
import { sendsSms } from "../shared/runtime/outbound.ts";

export const { handler, serve } = endpoint(
  userRoutes.login,
  async (request, services) => {
    const { account, caller, body, at } = request;
    const app = chosenApp(caller, body.audience);
    const recent = await recentPolicy(services, caller.tenant);
    const sign = await services.tokens.signer(at.now, services.vault);
    const owner = { user: account.user, caller, app };
    // A login that names a factor is asked for it.
    const brought = body.factorId === undefined ? (body.devices ?? []) : [];
    const opened = granted(
      await loginByDevice(services, owner, account, { brought, policy: recent, sign, at }),
      at.now,
    );
    if (opened.remembered) {
      const { account: held } = opened.state;
      const standing = recoveryAt(held, recent, at.now);
      const shown = standing && held.recovery ? recoveryView(standing) : null;
      const token = held.recovery && shown ? await cancelToken(services.vault, account.user, held.recovery) : "";
      const recovery = shown && { ...shown, cancelToken: token };
      return { decision: "allow" as const, ...opened.remembered, recovery };
    }
    const { state, forget } = opened;
    granted(await learnContact(services.vault, request, state.account), at.now);
    const { account: own } = state;
    // Another process may just have written that a second factor is required: nobody gets past by the policy of a minute ago.
    const insists = ({ must, graceUntil }: Demand) => must && graceUntil === null;
    const isStrict = isEnabled(own) || insists(demandOf(own, recent, caller.namedRoles, at.now));
    const policy = isStrict ? recent : await currentPolicy(services, caller.tenant);
    const offers = isOffered(own, policy, caller.party !== null, at);
    const demand = demandOf(own, policy, caller.namedRoles, at.now);
    const needs = granted(loginNeeds(own, demand, body.factorId, offers), at.now);
    switch (needs.decision) {
      case "allow": {
        const { epoch } = own;
        if (needs.graceUntil !== undefined && own.graceSince === undefined)
          granted(await account.change((read) => beginGrace(read.account, policy, caller.namedRoles, at.now)), at.now);
        const foreseen = demand.must ? null : await rehearsed(services, { account, own, policy, caller });
        const { assertion, expiresAt } = await sign({ caller, app, proof: null, epoch, now: at.now });
        return {
          decision: "allow" as const,
          ...forget,
          assertion,
          expiresAt: isoTime(expiresAt),
          ...(needs.graceUntil !== undefined && { enrollBy: isoTime(needs.graceUntil) }),
          ...foreseen,
        };
      }
      case "enroll": {
        const { phoneRegistration } = policy;
        const preRegisteredPhone = await maskedPreRegisteredPhone(services.vault, account.user, state.account);
        return {
          decision: "enroll" as const,
          ...forget,
          enrollment: {
            factorTypes: [...firstFactorTypes(policy, caller.party !== null)],
            phoneRegistration,
            preRegisteredPhone,
            ...offeredCountries(policy),
          },
        };
      }
      case "challenge": {
        const codesRefused = refusesCodes(own, policy, caller.party !== null, at);
        if (codesRefused && !offers(needs.factor)) throw new Problem("method_not_allowed_here");
        const offered = { offers, refusesCodes: codesRefused };
        const factors = await offeredFactors(services.vault, account.user, state.account, offered);
        const about = { party: caller.party, policy: policy.passkeys };
        const publicKey = await loginOptions(services, account.user, state, about, at);
        const recovery = recoveryAt(own, policy, at.now);
        const begun = await begin(services, { ...request, policy }, state, needs.factor);
        const { challenge, sms } = granted(begun, at.now);
        const days = rememberableDays(services, caller, policy, at.now);
        const callable = !codesRefused && phoneToText(own).ok && isChannelAllowed("voice", policy, services.settings);
        return {
          decision: "challenge" as const,
          ...forget,
          factors,
          backupCodes: { remaining: remainingBackupCodes(state.account.backupCodes) },
          recoveryHelp: policy.recoveryHelp,
          recovery: recovery && recoveryView(recovery),
          recoveryOffered: offersRecovery(own, policy, services.settings.mailFrom !== undefined, at.now),
          challenge,
          ...(publicKey && { publicKey }),
          ...(sms && { sms }),
          ...(callable && { channels: [...channels] }),
          ...(days > 0 && { trustedDevices: { days } }),
        };
      }
    }
  },
  sendsSms,
);
