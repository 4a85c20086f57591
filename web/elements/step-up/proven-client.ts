import type { Client } from "../api.ts";
import { provenCall } from "./proven-call.ts";
import type { Need } from "./state.ts";

/** The calls of the settings, each of which goes on by itself once the user has proven enough. */
export type ProvenClient = Pick<
  Client,
  | "enrollFactor"
  | "confirmFactor"
  | "resendEnrollmentSms"
  | "smsDelivery"
  | "updateFactor"
  | "removeFactor"
  | "disable"
  | "regenerateBackupCodes"
  | "listActivity"
  | "listDevices"
  | "endDevice"
  | "endDevices"
  | "cancelOwnRecovery"
>;

export const provenClient = (client: Client, prove: (need: Need) => Promise<boolean>): ProvenClient => ({
  enrollFactor: async (...input) => provenCall(async () => client.enrollFactor(...input), prove),
  confirmFactor: async (...input) => provenCall(async () => client.confirmFactor(...input), prove),
  resendEnrollmentSms: async (...input) => provenCall(async () => client.resendEnrollmentSms(...input), prove),
  // A password is enough to ask.
  smsDelivery: client.smsDelivery,
  updateFactor: async (...input) => provenCall(async () => client.updateFactor(...input), prove),
  removeFactor: async (...input) => provenCall(async () => client.removeFactor(...input), prove),
  disable: async (...input) => provenCall(async () => client.disable(...input), prove),
  regenerateBackupCodes: async (...input) => provenCall(async () => client.regenerateBackupCodes(...input), prove),
  listActivity: async (...input) => provenCall(async () => client.listActivity(...input), prove),
  listDevices: async (...input) => provenCall(async () => client.listDevices(...input), prove),
  endDevice: async (...input) => provenCall(async () => client.endDevice(...input), prove),
  endDevices: async (...input) => provenCall(async () => client.endDevices(...input), prove),
  cancelOwnRecovery: async (...input) => provenCall(async () => client.cancelOwnRecovery(...input), prove),
});
