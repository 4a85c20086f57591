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
  // The key comes first: once the code is spent, nothing may fail any more.
  const sign = await services.tokens.signer(at.now);
  const checked = await checkProof(services, account, proof, at, ({ method, factorId, epoch }) => {
    const signed = sign({ caller, app, proof: { method, factorId }, epoch, now: at.now });
    // It is awaited only if the write wins; a failure that nobody awaits must not end the process.
    signed.catch(() => undefined);
    return { signed };
  });
  const { method, backupCodesRemaining, failedBefore, prepared } = granted(checked, at.now);
  const { expiresAt, ...tokens } = await prepared.signed;
  return {
    ...tokens,
    expiresAt: isoTime(expiresAt),
    method,
    backupCodes: { remaining: backupCodesRemaining },
    failedSinceLastLogin: failedBefore,
  };
});
