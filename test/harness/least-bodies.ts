import type { RouteName } from "../../shared/contract/routes.ts";

/** For each route with required fields the least body that its schema takes, so that a test can spoil one thing at a time. */
export const leastBodies: { readonly [R in RouteName]?: object } = {
  verify: { code: "123456" },
  enrollFactor: { type: "totp" },
  confirmFactor: { code: "123456" },
  updateFactor: { label: "Mine" },
  adminResetUser: { reason: "Because" },
  adminPreRegisterPhone: { phoneNumber: "+41791234567" },
  adminPutPolicy: { version: 0 },
};
