import { isoTime } from "../shared/account/instant.ts";
import { chosenApp } from "../shared/http/step-request.ts";
import { routes } from "../shared/contract/routes.ts";
import { checkProof } from "../shared/factors/index.ts";
import { readProof } from "../shared/factors/proof.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(routes.verify, async ({ account, caller, body, at }, services) => {
  const { proof } = granted(readProof(body), at.now);
  const app = chosenApp(caller, body.audience);
  const checked = await checkProof(services, account, proof, at, async ({ method, factorId, epoch }) => {
    const sign = await services.tokens.signer(at.now, services.vault);
    return sign({ caller, app, proof: { method, factorId }, epoch, now: at.now });
  });
  const { method, backupCodesRemaining, failedBefore, prepared } = granted(checked, at.now);
  const { expiresAt, ...tokens } = prepared;
  return {
    ...tokens,
    expiresAt: isoTime(expiresAt),
    method,
    backupCodes: { remaining: backupCodesRemaining },
    failedSinceLastLogin: failedBefore,
  };
});
