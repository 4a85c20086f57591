import { contactOf } from "../shared/access/contact.ts";
import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { isoTime } from "../shared/account/instant.ts";
import { routes } from "../shared/contract/routes.ts";
import { confirmFactor } from "../shared/factors/confirm-factor.ts";
import { factorView } from "../shared/factors/views.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  routes.confirmFactor,
  async ({ account, caller, params, body, headers, at }, services) => {
    const policy = await currentPolicy(services, caller.tenant);
    const sign = await services.tokens.signer(at.now);
    const { factorId } = params;
    const contact = async () => contactOf(services.vault, account.user, caller, headers["accept-language"]);
    const confirmation = { factorId, code: body.code, policy, contact };
    const confirmed = granted(await confirmFactor(services, account, confirmation, at), at.now);
    const { factor, first, epoch, backupCodes } = confirmed;
    const { assertion, expiresAt } = await sign({ caller, method: factor.type, factorId, epoch, now: at.now });
    return {
      factor: await factorView(services.vault, account.user, confirmed.account, factor, at),
      assertion,
      expiresAt: isoTime(expiresAt),
      ...(first ? { backupCodes: [...backupCodes] } : {}),
    };
  },
);
