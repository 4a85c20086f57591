import { deviceToBe } from "../shared/access/remembered-devices.ts";
import { roleHeld, withHeldRole } from "../shared/access/account-access.ts";
import { contactOf } from "../shared/access/sealed-values.ts";
import type { Verified } from "../shared/account/accept.ts";
import type { Account } from "../shared/account/account.ts";
import type { Decision } from "../shared/account/decision.ts";
import { mayTrustDevice, withDevice } from "../shared/account/devices.ts";
import { isoTime } from "../shared/account/instant.ts";
import { chosenApp } from "../shared/http/step-request.ts";
import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { checkProof } from "../shared/factors/index.ts";
import { readProof } from "../shared/factors/proof.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  userRoutes.verify,
  async ({ account, caller, body, headers, at }, services) => {
    const { proof } = granted(readProof(body), at.now);
    const app = chosenApp(caller, body.audience);
    const owner = { user: account.user, caller, app };
    const trusted = body.rememberDevice ? await deviceToBe(services, owner, body.rememberDevice.label, at.now) : null;
    const prepare = async ({ epoch, ...proven }: Verified) => {
      const sign = await services.tokens.signer(at.now, services.vault);
      return sign({ caller, app, proof: proven, epoch, now: at.now });
    };
    const contact = async (own: Account) => contactOf(services.vault, account.user, { caller, headers }, own);
    const policy = async () => recentPolicy(services, caller.tenant);
    const brought = { proof, party: caller.party, policy };
    const isHeld = roleHeld(services, caller);
    const extend = (decision: Decision<Verified>) =>
      withHeldRole(trusted ? withDevice(decision, trusted.device, trusted.policy, at) : decision, isHeld);
    const checked = await checkProof(services, account, brought, at, { contact, prepare, extend });
    const { method, backupCodesRemaining, failedBefore, prepared } = granted(checked, at.now);
    const { expiresAt, ...tokens } = prepared;
    return {
      ...tokens,
      expiresAt: isoTime(expiresAt),
      method,
      backupCodes: { remaining: backupCodesRemaining },
      failedSinceLastLogin: failedBefore,
      ...(trusted &&
        mayTrustDevice(method) && { device: { token: trusted.token, expiresAt: isoTime(trusted.device.until) } }),
    };
  },
);
