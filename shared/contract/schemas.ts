import * as z from "zod";
import { actorRoles, eventCatalogue } from "../account/events.ts";
import { joiner, phoneRegistrations } from "../account/policy-fields.ts";
import { channels, codeTypes, factorTypes, shownTypes } from "../account/factor.ts";
import { creationOptions, knownPasskeys, registrationCredential } from "./passkey-schemas.ts";
import { sixDigits } from "../factors/typed-code.ts";

export const otp = z
  .string()
  .max(200)
  .refine((typed) => sixDigits(typed) !== null, "A code has six digits");
export const instant = z.iso.datetime().meta({ description: "ISO 8601, UTC" });
export const factorId = z
  .string()
  .regex(/^fac_[\w-]{1,60}$/, "A factor id begins with fac_")
  .meta({ example: "fac_Zt0cV5b2mQkq3mZ8n1x7Yw" });
export const challengeId = z.string().regex(/^chl_[\w-]{1,60}$/, "A challenge id begins with chl_");
/** A factor type without a set-up in `enrollBody` does not compile. */
const factorType = z.enum(factorTypes satisfies readonly z.infer<typeof enrollBody>["type"][]);
/** The types that a policy lists. */
export const codeType = z.enum(codeTypes);
export const shownType = z
  .enum(shownTypes)
  .meta({ description: "`unknown`: of a type that only a newer release knows" });
export const maskedPhone = z.string().meta({ example: "+41 ••• •• •• 12" });
export const token = z.string().meta({ description: "A JWT" });
/** Control characters would end up in messages, apps and logs; joiners are part of Persian words and of emoji. */
export const printable = new RegExp(`^(?:[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]|${joiner})*$`, "u");
const label = z.string().trim().min(1).max(60).regex(printable, "No control characters");
export const phoneNumber = z.string().max(64).meta({ example: "+41791234567", description: "With its country code" });

export const challenge = z
  .object({
    id: challengeId,
    factorId,
    sentTo: maskedPhone,
    expiresAt: instant,
    resendAfter: z.int().meta({ description: "Seconds between this SMS and the earliest next one" }),
    resendAt: instant,
    channel: z.enum(channels).optional().meta({ description: "voice: read out in a call; left out: an SMS" }),
  })
  .meta({ id: "Challenge" });

export const offeredFactor = z
  .object({
    id: factorId,
    type: shownType,
    label: z.string(),
    phoneNumber: maskedPhone.optional(),
    preferred: z.boolean(),
  })
  .meta({ id: "OfferedFactor" });

export const factor = z
  .object({
    id: factorId,
    type: shownType,
    label: z.string(),
    status: z.enum(["pending", "active"]),
    preferred: z.boolean(),
    createdAt: instant,
    phoneNumber: maskedPhone.optional(),
    synced: z.boolean().optional().meta({ description: "Of a passkey: copies may be on other devices" }),
    provider: z.string().nullable().optional().meta({
      description:
        "Of a passkey: who keeps it; null: nobody knows. Left out of the answer to a change of its name, and of an admin's view",
    }),
    expiresAt: instant.optional().meta({ description: "Only while pending" }),
  })
  .meta({ id: "Factor" });

export const remaining = z.object({ remaining: z.int() });
export const backupCodesState = z.object({ remaining: z.int(), generatedAt: instant }).nullable();
export const audience = z
  .string()
  .min(1)
  .max(300)
  .optional()
  .meta({ description: "The app that the login is for, where the token is for several" });
export const proof = {
  assertion: token.meta({ description: "For the app: this service never takes it" }),
  accessToken: token.nullable().meta({ description: "For this service; null where this app's logins bring none" }),
  expiresAt: instant.meta({ description: "The earlier end of the two" }),
};
const offeredCountries = z
  .array(z.string())
  .optional()
  .meta({ description: "Countries of the phones that can get an SMS; absent: every country" });
export const enrollmentOffer = z.object({
  factorTypes: z.array(factorType),
  phoneRegistration: z.enum(phoneRegistrations),
  preRegisteredPhone: maskedPhone.nullable(),
  smsCountries: offeredCountries,
});

export const factorsAnswer = z.object({
  enabled: z.boolean(),
  required: z.boolean(),
  canDisable: z.boolean(),
  factors: z.array(factor),
  backupCodes: backupCodesState,
  preRegisteredPhone: maskedPhone.nullable(),
  passkeys: knownPasskeys.optional().meta({ description: "Where there are any that are usable here" }),
  policy: z.object({
    factorTypes: z.array(factorType),
    phoneRegistration: z.enum(phoneRegistrations),
    trustedDevices: z.object({ days: z.int() }),
    smsCountries: offeredCountries,
  }),
});

export const enrollBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("totp"), label: label.optional() }),
  z.strictObject({ type: z.literal("sms"), phoneNumber: phoneNumber.optional(), label: label.optional() }),
  z.strictObject({
    type: z.literal("passkey"),
    authenticator: z.enum(["any", "this-device", "security-key"]).optional(),
    label: label.optional().meta({ description: "Without it the provider's name, once it is known" }),
  }),
]);
export const enrollAnswer = z.union([
  z.object({
    factor,
    secret: z.string().meta({ description: "Base 32; never shown again" }),
    uri: z.string().meta({ description: "otpauth://" }),
    qrCode: z.string().meta({ description: "The uri as an SVG data URL" }),
  }),
  z.object({
    factor,
    challenge,
    notice: z.literal("sms_restricted").meta({ description: "Tell the user that SMS is the weaker choice" }),
  }),
  z.object({ factor, publicKey: creationOptions }),
]);

export const confirmBody = z.union([
  z.strictObject({ code: otp, audience }),
  z.strictObject({
    credential: registrationCredential.meta({ description: "The passkey that was made" }),
    label: label.optional().meta({ description: "Without it the one of the set-up, or the provider's name" }),
    audience,
  }),
]);
export const confirmAnswer = z.union([
  z
    .object({ factor, ...proof, backupCodes: z.array(z.string()).meta({ description: "Ten codes" }) })
    .meta({ description: "Of the first factor: the login is complete" }),
  z.object({ factor }).meta({ description: "Of a further factor" }),
]);

export const factorParams = z.object({ factorId: z.string().min(1).max(100) });
export const updateFactorBody = z
  .strictObject({ label: label.optional(), preferred: z.boolean().optional() })
  .refine((body) => body.label !== undefined || body.preferred !== undefined, "Name label or preferred");
export const factorAnswer = z.object({ factor });

export const backupCodesAnswer = z.object({ backupCodes: z.array(z.string()), generatedAt: instant });

/** Digits: a query that says `0x10` or `1e1` was not meant so. */
const pageLimit = z
  .string()
  .regex(/^\d{1,3}$/, "Digits, 1 to 100")
  .transform(Number)
  .pipe(z.int().min(1).max(100))
  .default(20)
  .meta({ override: { type: "integer", minimum: 1, maximum: 100, default: 20 } });

export const pageQuery = z.strictObject({
  limit: pageLimit,
  cursor: z.string().max(300).optional(),
});
export const activityEvent = z
  .object({
    id: z.string(),
    type: z
      .string()
      .meta({ description: `One of ${Object.keys(eventCatalogue).join(", ")}; a newer release may add some` }),
    at: instant,
    actor: z.object({ role: z.enum(actorRoles), ref: z.string() }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "ActivityEvent" });
export const eventsAnswer = z.object({
  events: z.array(activityEvent),
  cursor: z.string().nullable(),
});

export const jwksAnswer = z.object({ keys: z.array(z.record(z.string(), z.string())) });
export const healthAnswer = z.object({ status: z.literal("ok") });
export const openApiAnswer = z.record(z.string(), z.unknown());
