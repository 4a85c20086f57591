import { confirmCallerCheck } from "../../shared/account/help-desk.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { wordsMac } from "../../shared/factors/sms/caller-check.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  adminRoutes.adminConfirmCaller,
  async ({ target, query, body, at }, { vault }) => {
    const { account } = await target(query);
    granted(
      await account.change(async (state) => {
        // Where no words were sent there may be no key yet.
        const wereSent = state.account.callerCheck !== undefined;
        const mac = wereSent ? await wordsMac(vault, account.user, body.words) : new Uint8Array();
        return confirmCallerCheck(state.account, mac, at);
      }),
      at.now,
    );
    return { confirmed: true as const };
  },
);
