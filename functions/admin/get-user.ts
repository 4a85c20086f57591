import { recentPolicy } from "../../shared/access/organisation-policy.ts";
import { deviceView } from "../../shared/access/remembered-devices.ts";
import { throttleView } from "../../shared/access/account-access.ts";
import { registeredPhoneView } from "../../shared/factors/sms/flows.ts";
import { backupCodesView, factorViews } from "../../shared/factors/views.ts";
import { livingBypassCode } from "../../shared/account/help-desk.ts";
import { must, runningGrace } from "../../shared/account/enforcement.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { livingDevices } from "../../shared/account/devices.ts";
import { recoveryAt } from "../../shared/account/recovery-standing.ts";
import { recoveryView } from "../../shared/factors/recovery.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { isEnabled, isStored } from "../../shared/account/account.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted } from "../../shared/http/problem.ts";

/** Roles are known at a login only. */
const noRoles = { named: [], isStaff: false };

export const { handler, serve } = endpoint(
  adminRoutes.adminGetUser,
  async ({ tenant, target, query, at }, services) => {
    const policy = await recentPolicy(services, tenant);
    const { issuer, account } = await target(query);
    const { account: state } = granted(await account.read(), at.now);
    const bypassCode = livingBypassCode(state, at);
    const recovery = recoveryAt(state, policy, at.now);
    const grace = runningGrace(state, policy, at.now);
    return {
      userId: query.userId,
      issuer,
      known: isStored(state),
      ref: account.user.ref || null,
      enabled: isEnabled(state),
      required: must(state, policy, noRoles, at.now),
      requirement: state.required ?? null,
      factors: await factorViews(services.vault, account.user, { account: state }, at),
      backupCodes: backupCodesView(state.backupCodes),
      ...(await registeredPhoneView(services.vault, account.user, state)),
      throttle: throttleView(state, at),
      devices: livingDevices(state, policy, at.now).map((device) => deviceView(device, policy)),
      bypassCode: bypassCode && { expiresAt: isoTime(bypassCode.until) },
      recovery: recovery && recoveryView(recovery),
      grace: grace === null ? null : { until: isoTime(grace) },
    };
  },
);
