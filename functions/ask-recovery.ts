import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { openContact } from "../shared/access/sealed-values.ts";
import { askRecovery } from "../shared/account/recovery.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { ownRecoveryView, recoveryCode } from "../shared/factors/recovery.ts";
import { withPrepared } from "../shared/access/account-access.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, Problem } from "../shared/http/problem.ts";
import { mailRecoveryCode } from "../shared/notify/recovery-mail.ts";
import { newLinkId } from "../shared/access/links.ts";
import { languageOf } from "../shared/language/languages.ts";
import { sendsMail } from "../shared/runtime/outbound.ts";

/** The mail comes after the write: if it does not go out, asking again sends the same code. */
export const { handler, serve } = endpoint(
  userRoutes.askRecovery,
  async ({ account, caller, at }, services) => {
    const { vault, random, mail } = services;
    const id = newLinkId(random.bytes);
    const outcome = await account.change(async (state) => {
      const policy = await currentPolicy(services, caller.tenant);
      const decision = askRecovery(state.account, { id, canMail: mail !== undefined }, policy, at);
      return withPrepared(decision, async ({ recovery, mail: due }) => ({
        view: await ownRecoveryView(vault, account.user, state.account, recovery),
        code: due && (await recoveryCode(vault, account.user, due)),
        contact: await openContact(vault, account.user, state.account),
        appName: policy.issuerName,
      }));
    });
    const { view, recovery, mail: due, code, contact, appName } = granted(outcome, at.now);
    if (due && code !== null && contact && mail !== undefined && recovery.state !== "waiting") {
      const reader = { language: languageOf(contact.language), appName };
      const brought = { code, until: recovery.expiresAt };
      const isTaken = await mailRecoveryCode(mail, contact.email, due.of, brought, reader);
      if (!isTaken) throw new Problem("recovery_not_offered");
    }
    return { recovery: view };
  },
  sendsMail,
);
