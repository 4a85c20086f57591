import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
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

const anyCode = z.string().check(
  z.maxLength(200),
  z.refine((typed) => readProof({ code: typed }).ok, "A code has six digits, a backup code looks like XXXX-XXXX-XXXX"),
);

const allowed = { assertion: token, expiresAt: instant };

const deviceToken = documented(z.string(), { example: "dvc_J8s0bCq3Ug4AAAHkWm2v1ZC5nT7yB0fXr9eL" });
const deviceLabel = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(24), z.regex(printable, "No control characters"));
const deviceId = documented(z.string(), { example: "dev_J8s0bCq3Ug4" });
/** More than any page keeps of one browser. */
const mostTokens = 5;
const forget = documented(
  z.optional(z.array(z.int())),
  "Places in `devices` of tokens that will never count again: drop them",
);
const remembered = documented(
  z.object({ index: z.int(), token: deviceToken, expiresAt: instant }),
  "Put this token in the place of that one",
);

export const loginBody = z.strictObject({
  factorId: z.optional(factorId),
  audience,
  devices: documented(
    z.optional(z.array(z.string()).check(z.maxLength(mostTokens))),
    "Tokens of this browser's remembered devices; not looked at beside `factorId`",
  ),
});
export const loginAnswer = documented(
  z.discriminatedUnion("decision", [
    z.object({
      decision: z.literal("allow"),
      ...allowed,
      forget,
      remembered: z.optional(remembered),
      failedSinceLastLogin: documented(
        z.optional(z.int()),
        "With `remembered`: wrong codes of any method since the last right one",
      ),
      recovery: documented(
        z.optional(
          z.nullable(
            z.extend(shownRecovery, {
              cancelToken: documented(z.optional(z.string()), "For `POST /v1/recovery/cancel`"),
            }),
          ),
        ),
        "With `remembered`: a recovery under way. Ask the user: was it you?",
      ),
      enrollBy: documented(z.optional(instant), "Offer a set-up: logins from then on answer `enroll`"),
      rehearsal: documented(
        z.optional(z.object({ decision: z.enum(["enroll", "shut_out"]) })),
        "With enforcement `report`: how `on` would decide",
      ),
      enforcementFrom: documented(z.optional(instant), "With `rehearsal`: the day that the policy names"),
    }),
    z.object({
      decision: z.literal("challenge"),
      forget,
      factors: z.array(offeredFactor),
      backupCodes: remaining,
      recoveryHelp: z.nullable(z.string()),
      recovery: documented(z.nullable(shownRecovery), "Under way; a right code ends it"),
      recoveryOffered: documented(z.boolean(), "Whether the user may ask for a recovery"),
      challenge: z.nullable(challenge),
      publicKey: documented(z.optional(requestOptions), "Where the user has passkeys that are usable here"),
      sms: z.optional(z.object({ unavailable: z.string() })),
      channels: documented(
        z.optional(z.array(z.enum(channels))),
        "Where `POST /v1/login/sms` may bring `channel`: its values",
      ),
      trustedDevices: documented(
        z.optional(z.object({ days: z.int() })),
        "Where the right code may bring `rememberDevice`: for how long",
      ),
    }),
    z.object({ decision: z.literal("enroll"), forget, enrollment: enrollmentOffer }),
  ]),
  { id: "LoginDecision" },
);

export const sendSmsBody = z.strictObject({
  factorId: z.optional(factorId),
  channel: documented(
    z.optional(z.enum(channels)),
    "voice: the code is read out in a call, where the organisation allows it; sms by default",
  ),
});
export const sendSmsAnswer = z.object({ challenge });
export const smsDeliveryQuery = z.strictObject({ challengeId });
export const smsDeliveryAnswer = z.object({
  delivery: z.object({
    state: documented(
      z.enum(["handed_over", "delivered", "failed"]),
      "handed_over: the provider took it, and has said nothing since",
    ),
    reason: z.nullable(z.enum(deliveryFailures)),
  }),
});

const rememberDevice = documented(
  z.optional(z.strictObject({ label: documented(deviceLabel, { example: "Chrome, macOS" }) })),
  "Do not ask this browser for a code for some days, if the policy allows it",
);
export const verifyBody = z.union([
  z.strictObject({
    code: anyCode,
    challengeId: z.optional(challengeId),
    factorId: documented(z.optional(factorId), "The app whose code it is; without it the preferred one"),
    audience,
    rememberDevice,
  }),
  z.strictObject({
    credential: documented(authenticationCredential, "A passkey's answer"),
    audience,
    rememberDevice,
  }),
]);
export const verifyAnswer = z.object({
  ...proof,
  method: z.enum(loginMethods),
  backupCodes: remaining,
  failedSinceLastLogin: documented(z.int(), "Wrong codes of any method since the login before"),
  device: documented(
    z.optional(z.object({ token: deviceToken, expiresAt: instant })),
    "Bring the token in `devices` at the next login",
  ),
});

export const devicesAnswer = z.object({
  devices: z.array(
    documented(
      z.object({ id: deviceId, label: z.string(), createdAt: instant, lastUsedAt: instant, expiresAt: instant }),
      { id: "Device" },
    ),
  ),
});
export const deviceParams = z.object({ deviceId: z.string().check(z.minLength(1), z.maxLength(100)) });
