import { contactOf } from "../shared/access/contact.ts";
import { confirmPendingFactor } from "../shared/access/confirm-pending-factor.ts";
import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { factorView, isoTime } from "../shared/access/views.ts";
import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  routes.confirmFactor,
  async ({ account, caller, params, body, headers, at }, services) => {
    const policy = await currentPolicy(services, caller.tenant);
    const sign = await services.tokens.signer(at.now);
    const { factorId } = params;
    const { outcome, backupCodes } = await confirmPendingFactor(
      services,
      account,
      {
        factorId,
        typed: body.code,
        policy,
        contact: () => contactOf(services.vault, account.user, caller, headers["accept-language"]),
      },
      at,
    );
    const { factor, account: confirmed, first, epoch } = granted(outcome, at.now);
    const { assertion, expiresAt } = await sign({ caller, method: factor.type, factorId, epoch, now: at.now });
    return {
      factor: await factorView(services.vault, account.user, confirmed, factor, at),
      assertion,
      expiresAt: isoTime(expiresAt),
      ...(first ? { backupCodes: [...backupCodes] } : {}),
    };
  },
);
