import { backupCodesFile, newBackupCodes, regenerate } from "../shared/factors/backup-codes/rules.ts";
import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { isoTime } from "../shared/account/instant.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { isEnabled } from "../shared/account/account.ts";
import { refuse } from "../shared/account/decision.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { prefersText } from "../shared/language/languages.ts";
import { granted } from "../shared/http/problem.ts";
import { TextFile } from "../shared/http/step.ts";

export const { handler, serve } = endpoint(
  userRoutes.regenerateBackupCodes,
  async ({ account, caller, headers, at }, services) => {
    const { issuerName } = await recentPolicy(services, caller.tenant);
    let made: Awaited<ReturnType<typeof newBackupCodes>> | undefined;
    const outcome = await account.change(async (state) => {
      if (!isEnabled(state.account)) return refuse({ code: "not_enrolled" });
      made ??= await newBackupCodes(services, account.user, at.now);
      return regenerate(state.account, made.set, caller.secondFactor, at);
    });
    granted(outcome, at.now);
    const backupCodes = [...(made?.codes ?? [])];
    const generatedAt = isoTime(at.now);
    return prefersText(headers["accept"])
      ? new TextFile(backupCodesFile({ issuerName, backupCodes, generatedAt }))
      : { backupCodes, generatedAt };
  },
);
