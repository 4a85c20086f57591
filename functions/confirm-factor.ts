import { chosenApp } from "../shared/http/step-request.ts";
import { contactOf } from "../shared/access/sealed-values.ts";
import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { isoTime } from "../shared/account/instant.ts";
import { routes } from "../shared/contract/routes.ts";
import { confirmFactor, factorView } from "../shared/factors/views.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  routes.confirmFactor,
  async ({ account, caller, params, body, headers, at }, services) => {
    const app = chosenApp(caller, body.audience);
    const policy = async () => currentPolicy(services, caller.tenant);
    const sign = await services.tokens.signer(at.now);
    const { factorId } = params;
    const contact = async () => contactOf(services.vault, account.user, caller, headers["accept-language"]);
    const confirmation = { factorId, code: body.code, policy, contact };
    const confirmed = granted(await confirmFactor(services, account, confirmation, at), at.now);
    const { factor, first, epoch, backupCodes } = confirmed;
    const view = await factorView(services.vault, account.user, confirmed.account, factor, at);
    if (!first) return { factor: view };
    const proof = { method: factor.type, factorId };
    const { expiresAt, ...tokens } = await sign({ caller, app, proof, epoch, now: at.now });
    return { factor: view, ...tokens, expiresAt: isoTime(expiresAt), backupCodes: [...backupCodes] };
  },
);
