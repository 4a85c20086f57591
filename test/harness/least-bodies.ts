import type { Route } from "../../shared/contract/route.ts";
import type { RouteName } from "../../shared/contract/routes.ts";

/** For each route with required fields the least body that its schema takes, so that a test can spoil one thing at a time. */
export const leastBodies: { readonly [R in RouteName]?: object } = {
  verify: { code: "123456" },
  enrollFactor: { type: "totp" },
  confirmFactor: { code: "123456" },
  updateFactor: { label: "Mine" },
  adminResetUser: { reason: "Because" },
  adminReopenMethod: { method: "totp", reason: "Because" },
  adminPreRegisterPhone: { phoneNumber: "+41791234567" },
  adminPutPolicy: { version: 0 },
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
  return path.replace("{factorId}", factorId).replace("{deviceId}", "dev_unknown0000").replace("{range}", "CH") + named;
};
