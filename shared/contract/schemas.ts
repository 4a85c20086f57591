import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import { actorRoles, eventCatalogue } from "../account/events.ts";
import { joiner, phoneRegistrations } from "../account/policy-fields.ts";
import { channels, codeTypes, factorTypes, shownTypes } from "../account/factor.ts";
import { creationOptions, knownPasskeys, registrationCredential } from "./passkey-schemas.ts";
import { sixDigits } from "../factors/typed-code.ts";

/** Read here, so that a set-up takes what a login takes: digits of every script, blanks, a pasted sentence. */
export const otp = z.string().check(
  z.maxLength(200),
  z.refine((typed) => sixDigits(typed) !== null, "A code has six digits"),
  z.overwrite((typed) => sixDigits(typed) ?? typed),
);
export const instant = documented(z.iso.datetime(), "ISO 8601, UTC");
export const factorId = documented(z.string().check(z.regex(/^fac_[\w-]{1,60}$/, "A factor id begins with fac_")), {
  example: "fac_Zt0cV5b2mQkq3mZ8n1x7Yw",
});
export const challengeId = z.string().check(z.regex(/^chl_[\w-]{1,60}$/, "A challenge id begins with chl_"));
/** A factor type without a set-up in `enrollBody` does not compile. */
const factorType = z.enum(factorTypes satisfies readonly z.infer<typeof enrollBody>["type"][]);
/** The types that a policy lists. */
export const codeType = z.enum(codeTypes);
export const shownType = documented(z.enum(shownTypes), "`unknown`: of a type that only a newer release knows");
export const maskedPhone = documented(z.string(), { example: "+41 ••• •• •• 12" });
export const token = documented(z.string(), "A JWT");
/** Control characters would end up in messages, apps and logs; joiners are part of Persian words and of emoji. */
export const printable = new RegExp(`^(?:[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]|${joiner})*$`, "u");
const label = z.string().check(z.trim(), z.minLength(1), z.maxLength(60), z.regex(printable, "No control characters"));
export const phoneNumber = documented(z.string().check(z.maxLength(64)), {
  example: "+41791234567",
  description: "With its country code",
});

export const challenge = documented(
  z.object({
    id: challengeId,
    factorId,
    sentTo: maskedPhone,
    expiresAt: instant,
    resendAfter: documented(z.int(), "Seconds between this SMS and the earliest next one"),
    resendAt: instant,
    channel: documented(z.optional(z.enum(channels)), "voice: read out in a call; left out: an SMS"),
  }),
  { id: "Challenge" },
);

export const offeredFactor = documented(
  z.object({
    id: factorId,
    type: shownType,
    label: z.string(),
    phoneNumber: z.optional(maskedPhone),
    preferred: z.boolean(),
  }),
  { id: "OfferedFactor" },
);

export const factor = documented(
  z.object({
    id: factorId,
    type: shownType,
    label: z.string(),
    status: z.enum(["pending", "active"]),
    preferred: z.boolean(),
    createdAt: instant,
    phoneNumber: z.optional(maskedPhone),
    synced: documented(z.optional(z.boolean()), "Of a passkey: copies may be on other devices"),
    provider: documented(
      z.optional(z.nullable(z.string())),
      "Of a passkey: who keeps it; null: nobody knows. Left out of the answer to a change of its name, and of an admin's view",
    ),
    expiresAt: documented(z.optional(instant), "Only while pending"),
  }),
  { id: "Factor" },
);

export const remaining = z.object({ remaining: z.int() });
export const backupCodesState = z.nullable(z.object({ remaining: z.int(), generatedAt: instant }));
export const audience = documented(
  z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
  "The app that the login is for, where the token is for several",
);
export const proof = {
  assertion: documented(token, "For the app: this service never takes it"),
  accessToken: documented(z.nullable(token), "For this service; null where this app's logins bring none"),
  expiresAt: documented(instant, "The earlier end of the two"),
};
const offeredCountries = documented(
  z.optional(z.array(z.string())),
  "Countries of the phones that can get an SMS; absent: every country",
);
export const enrollmentOffer = z.object({
  factorTypes: z.array(factorType),
  phoneRegistration: z.enum(phoneRegistrations),
  preRegisteredPhone: z.nullable(maskedPhone),
  smsCountries: offeredCountries,
});

export const factorsAnswer = z.object({
  enabled: z.boolean(),
  required: z.boolean(),
  canDisable: z.boolean(),
  factors: z.array(factor),
  backupCodes: backupCodesState,
  preRegisteredPhone: z.nullable(maskedPhone),
  passkeys: documented(z.optional(knownPasskeys), "Where there are any that are usable here"),
  policy: z.object({
    factorTypes: z.array(factorType),
    phoneRegistration: z.enum(phoneRegistrations),
    trustedDevices: z.object({ days: z.int() }),
    smsCountries: offeredCountries,
  }),
});

/** A set-up of each factor type; `also`: what else the call must bring. */
export const setUpBody = <T extends z.core.$ZodLooseShape>(also: T) =>
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("totp"), label: z.optional(label), ...also }),
    z.strictObject({
      type: z.literal("sms"),
      phoneNumber: z.optional(phoneNumber),
      label: z.optional(label),
      ...also,
    }),
    z.strictObject({
      type: z.literal("passkey"),
      authenticator: z.optional(z.enum(["any", "this-device", "security-key"])),
      label: documented(z.optional(label), "Without it the provider's name, once it is known"),
      ...also,
    }),
  ]);
export const enrollBody = setUpBody({});
export const enrollAnswer = z.union([
  z.object({
    factor,
    secret: documented(z.string(), "Base 32; never shown again"),
    uri: documented(z.string(), "otpauth://"),
    qrCode: documented(z.string(), "The uri as an SVG data URL"),
  }),
  z.object({
    factor,
    challenge,
    notice: documented(z.literal("sms_restricted"), "Tell the user that SMS is the weaker choice"),
  }),
  z.object({ factor, publicKey: creationOptions }),
]);

export const confirmBody = z.union([
  z.strictObject({ code: otp, audience }),
  z.strictObject({
    credential: documented(registrationCredential, "The passkey that was made"),
    label: documented(z.optional(label), "Without it the one of the set-up, or the provider's name"),
    audience,
  }),
]);
export const confirmAnswer = z.union([
  documented(
    z.object({ factor, ...proof, backupCodes: documented(z.array(z.string()), "Ten codes") }),
    "Of the first factor: the login is complete",
  ),
  documented(z.object({ factor }), "Of a further factor"),
]);

export const factorParams = z.object({ factorId: z.string().check(z.minLength(1), z.maxLength(100)) });
export const updateFactorBody = z
  .strictObject({ label: z.optional(label), preferred: z.optional(z.boolean()) })
  .check(z.refine((body) => body.label !== undefined || body.preferred !== undefined, "Name label or preferred"));
export const factorAnswer = z.object({ factor });

export const backupCodesAnswer = z.object({ backupCodes: z.array(z.string()), generatedAt: instant });

/** Digits: a query that says `0x10` or `1e1` was not meant so. */
const pageLimit = documented(
  z._default(
    z.pipe(
      z.pipe(z.string().check(z.regex(/^\d{1,3}$/, "Digits, 1 to 100")), z.transform(Number)),
      z.int().check(z.minimum(1), z.maximum(100)),
    ),
    20,
  ),
  { override: { type: "integer", minimum: 1, maximum: 100, default: 20 } },
);

export const pageQuery = z.strictObject({
  limit: pageLimit,
  cursor: z.optional(z.string().check(z.maxLength(300))),
});
export const activityEvent = documented(
  z.object({
    id: z.string(),
    type: documented(z.string(), `One of ${Object.keys(eventCatalogue).join(", ")}; a newer release may add some`),
    at: instant,
    actor: z.object({ role: z.enum(actorRoles), ref: z.string() }),
    data: z.record(z.string(), z.unknown()),
  }),
  { id: "ActivityEvent" },
);
export const eventsAnswer = z.object({
  events: z.array(activityEvent),
  cursor: z.nullable(z.string()),
});

export const jwksAnswer = z.object({ keys: z.array(z.record(z.string(), z.string())) });
export const healthAnswer = z.object({ status: z.literal("ok") });
export const openApiAnswer = z.record(z.string(), z.unknown());
