import type { AdminUser, Policy } from "../../web/elements/api.ts";

/** The moment at which the admins' pages of these tests are looked at. */
export const now = 1_700_000_000_000;

/** Known, without a second factor. */
export const user: AdminUser = {
  userId: "ann",
  issuer: "login",
  known: true,
  ref: "usr_1",
  enabled: true,
  required: false,
  requirement: null,
  factors: [],
  backupCodes: null,
  preRegisteredPhone: null,
  activePhoneDiffers: false,
  throttle: {},
  devices: [],
  bypassCode: null,
  recovery: null,
  grace: null,
};

/** As it is before anybody wrote one. */
export const policy: Policy = {
  required: false,
  enforcement: "off",
  requiredFor: { roles: [] },
  enforcementFrom: null,
  graceDays: 0,
  bindsFrom: null,
  changedAt: null,
  changedBy: null,
  voice: false,
  smsBudgetUsd: null,
  factorTypes: ["totp", "sms"],
  passkeys: { allowed: "any", userVerification: "preferred", downgrade: "allow" },
  phoneRegistration: "self",
  smsCountries: ["CH"],
  issuerName: "Acme",
  recoveryHelp: null,
  version: 3,
  trustedDevices: { days: 0 },
  resetApproval: "one",
  recovery: { mode: "off", delayHours: 72 },
  devicesFrom: null,
  floor: {},
  warnings: [],
};
