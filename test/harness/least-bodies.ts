import type { Route } from "../../shared/contract/route.ts";
import type { RouteName } from "../../shared/contract/routes.ts";

/** For each route with required fields the least body that its schema takes, so that a test can spoil one thing at a time. */
export const leastBodies: { readonly [R in RouteName]?: object } = {
  verify: { code: "123456" },
  enrollFactor: { type: "totp" },
  confirmFactor: { code: "123456" },
  confirmRecovery: { code: "7Q2M-04XK-9TRB" },
  completeRecovery: { type: "totp", code: "7Q2M-04XK-9TRB" },
  adminApproveRecovery: { reason: "Because" },
  adminRefuseRecovery: { reason: "Because" },
  updateFactor: { label: "Mine" },
  undoChange: { token: "lnk_nothing" },
  readLink: { token: "lnk_nothing" },
  freeze: { token: "lnk_nothing" },
  reopenMethod: { token: "lnk_nothing" },
  cancelRecovery: { token: "lnk_nothing" },
  adminResetUser: { reason: "Because" },
  adminReopenMethod: { method: "totp", reason: "Because" },
  adminIssueBypassCode: { reason: "Because" },
  adminPreRegisterPhone: { phoneNumber: "+41791234567" },
  adminPutPolicy: { version: 0 },
  adminCheckCaller: { channel: "phone" },
  adminConfirmCaller: { words: "maple anchor" },
  adminApprove: { action: "reset", parameters: {} },
  adminSetRequirement: { required: null, reason: "Because" },
  adminRehearse: { policy: {}, userIds: ["ada"] },
  adminPreRegisterPhones: { phones: [{ userId: "ada", phoneNumber: "+41791234567" }] },
};

/** An address that a route takes: a factor in the path, a user in the query. */
export const leastAddress = (
  { path, query }: { readonly path: string; readonly query?: Route["query"] | undefined },
  { factorId = "fac_unknown", userId = "ada", issuer = "shop" } = {},
): string => {
  const fields = Object.keys(query?.shape ?? {});
  const needed = {
    ...(fields.includes("userId") && { userId, issuer }),
    ...(fields.includes("challengeId") && { challengeId: "chl_unknown" }),
  };
  const named = Object.keys(needed).length === 0 ? "" : `?${new URLSearchParams(needed).toString()}`;
  return (
    path
      .replace("{factorId}", factorId)
      .replace("{deviceId}", "dev_unknown0000")
      .replace("{approvalId}", "apr_unknown")
      .replace("{kind}", "changed")
      .replace("{range}", "CH") + named
  );
};
