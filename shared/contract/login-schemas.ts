import * as z from "zod";
import { channels, deliveryFailures } from "../account/factor.ts";
import { loginMethods } from "../account/guess-budget.ts";
import { readProof } from "../factors/proof.ts";
import { authenticationCredential, requestOptions } from "./passkey-schemas.ts";
import { shownRecovery } from "./recovery-schemas.ts";
import {
  factorId,
  challengeId,
  token,
  printable,
  challenge,
  offeredFactor,
  remaining,
  audience,
  proof,
  enrollmentOffer,
  instant,
} from "./schemas.ts";

const anyCode = z
  .string()
  .max(200)
  .refine((typed) => readProof({ code: typed }).ok, "A code has six digits, a backup code looks like XXXX-XXXX-XXXX");

const allowed = { assertion: token, expiresAt: instant };

const deviceToken = z.string().meta({ example: "dvc_J8s0bCq3Ug4AAAHkWm2v1ZC5nT7yB0fXr9eL" });
const deviceLabel = z.string().trim().min(1).max(24).regex(printable, "No control characters");
const deviceId = z.string().meta({ example: "dev_J8s0bCq3Ug4" });
/** More than any page keeps of one browser. */
const mostTokens = 5;
const forget = z
  .array(z.int())
  .optional()
  .meta({ description: "Places in `devices` of tokens that will never count again: drop them" });
const remembered = z
  .object({ index: z.int(), token: deviceToken, expiresAt: instant })
  .meta({ description: "Put this token in the place of that one" });

export const loginBody = z.strictObject({
  factorId: factorId.optional(),
  audience,
  devices: z
    .array(z.string())
    .max(mostTokens)
    .optional()
    .meta({ description: "Tokens of this browser's remembered devices; not looked at beside `factorId`" }),
});
export const loginAnswer = z
  .discriminatedUnion("decision", [
    z.object({
      decision: z.literal("allow"),
      ...allowed,
      forget,
      remembered: remembered.optional(),
      failedSinceLastLogin: z
        .int()
        .optional()
        .meta({ description: "With `remembered`: wrong codes of any method since the last right one" }),
      recovery: shownRecovery
        .extend({ cancelToken: z.string().optional().meta({ description: "For `POST /v1/recovery/cancel`" }) })
        .nullable()
        .optional()
        .meta({ description: "With `remembered`: a recovery under way. Ask the user: was it you?" }),
      enrollBy: instant.optional().meta({ description: "Offer a set-up: logins from then on answer `enroll`" }),
      rehearsal: z
        .object({ decision: z.enum(["enroll", "shut_out"]) })
        .optional()
        .meta({ description: "With enforcement `report`: how `on` would decide" }),
      enforcementFrom: instant.optional().meta({ description: "With `rehearsal`: the day that the policy names" }),
    }),
    z.object({
      decision: z.literal("challenge"),
      forget,
      factors: z.array(offeredFactor),
      backupCodes: remaining,
      recoveryHelp: z.string().nullable(),
      recovery: shownRecovery.nullable().meta({ description: "Under way; a right code ends it" }),
      recoveryOffered: z.boolean().meta({ description: "Whether the user may ask for a recovery" }),
      challenge: challenge.nullable(),
      publicKey: requestOptions.optional().meta({ description: "Where the user has passkeys that are usable here" }),
      sms: z.object({ unavailable: z.string() }).optional(),
      channels: z
        .array(z.enum(channels))
        .optional()
        .meta({ description: "Where `POST /v1/login/sms` may bring `channel`: its values" }),
      trustedDevices: z
        .object({ days: z.int() })
        .optional()
        .meta({ description: "Where the right code may bring `rememberDevice`: for how long" }),
    }),
    z.object({ decision: z.literal("enroll"), forget, enrollment: enrollmentOffer }),
  ])
  .meta({ id: "LoginDecision" });

export const sendSmsBody = z.strictObject({
  factorId: factorId.optional(),
  channel: z
    .enum(channels)
    .optional()
    .meta({ description: "voice: the code is read out in a call, where the organisation allows it; sms by default" }),
});
export const sendSmsAnswer = z.object({ challenge });
export const smsDeliveryQuery = z.strictObject({ challengeId });
export const smsDeliveryAnswer = z.object({
  delivery: z.object({
    state: z
      .enum(["handed_over", "delivered", "failed"])
      .meta({ description: "handed_over: the provider took it, and has said nothing since" }),
    reason: z.enum(deliveryFailures).nullable(),
  }),
});

const rememberDevice = z
  .strictObject({ label: deviceLabel.meta({ example: "Chrome, macOS" }) })
  .optional()
  .meta({ description: "Do not ask this browser for a code for some days, if the policy allows it" });
export const verifyBody = z.union([
  z.strictObject({
    code: anyCode,
    challengeId: challengeId.optional(),
    factorId: factorId.optional().meta({ description: "The app whose code it is; without it the preferred one" }),
    audience,
    rememberDevice,
  }),
  z.strictObject({
    credential: authenticationCredential.meta({ description: "A passkey's answer" }),
    audience,
    rememberDevice,
  }),
]);
export const verifyAnswer = z.object({
  ...proof,
  method: z.enum(loginMethods),
  backupCodes: remaining,
  failedSinceLastLogin: z.int().meta({ description: "Wrong codes of any method since the login before" }),
  device: z
    .object({ token: deviceToken, expiresAt: instant })
    .optional()
    .meta({ description: "Bring the token in `devices` at the next login" }),
});

export const devicesAnswer = z.object({
  devices: z.array(
    z
      .object({ id: deviceId, label: z.string(), createdAt: instant, lastUsedAt: instant, expiresAt: instant })
      .meta({ id: "Device" }),
  ),
});
export const deviceParams = z.object({ deviceId: z.string().min(1).max(100) });
