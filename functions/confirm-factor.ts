import { chosenApp } from "../shared/http/step-request.ts";
import { contactOf } from "../shared/access/sealed-values.ts";
import { currentPolicy } from "../shared/access/organisation-policy.ts";
import type { Account } from "../shared/account/account.ts";
import { isoTime } from "../shared/account/instant.ts";
import { roleHeld } from "../shared/access/account-access.ts";
import { confirmFactor, leaveCredentials } from "../shared/factors/views.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  userRoutes.confirmFactor,
  async ({ account, caller, params, body, headers, at }, services) => {
    const app = chosenApp(caller, body.audience);
    const policy = async () => currentPolicy(services, caller.tenant);
    const { factorId } = params;
    const contact = async (own: Account) =>
      contactOf(services.vault, account.user, { caller, headers, renews: true }, own);
    const confirmation: Parameters<typeof confirmFactor>[2] = {
      factorId,
      proofs: body,
      label: "label" in body ? body.label : undefined,
      party: caller.party,
      policy,
      contact,
      isHeld: roleHeld(services, caller),
      sign: async ({ factor, epoch, userVerified }) => {
        const signTokens = await services.tokens.signer(at.now, services.vault);
        const proof = { method: factor.type, factorId, userVerified };
        return signTokens({ caller, app, proof, epoch, now: at.now });
      },
    };
    const confirmed = granted(await confirmFactor(services, account, confirmation, at), at.now);
    const { view, tokens, backupCodes } = confirmed;
    await leaveCredentials(services, account.user, { gone: confirmed.replaced, staged: null });
    if (tokens === null) return { factor: view };
    return { factor: view, ...tokens, expiresAt: isoTime(tokens.expiresAt), backupCodes: [...backupCodes] };
  },
);
