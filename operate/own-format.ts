import * as z from "zod";
import { transports } from "../shared/account/factor.ts";

/** The format in which Countersign gives factors away and takes them: a header, a line for each user, and a count. */
export const formatName = "countersign-factors";
export const formatVersion = 1;

export const headerSchema = z.object({
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  tenant: z.string(),
  issuer: z.string(),
  exportedAt: z.string(),
  encrypted: z.boolean(),
});
export type Header = z.output<typeof headerSchema>;

const common = {
  label: z.string().optional(),
  createdAt: z.iso.datetime().optional(),
  preferred: z.boolean().optional(),
};
export const factorSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("totp"), ...common, secret: z.string(), lastStep: z.int().optional() }),
  z.object({ type: z.literal("sms"), ...common, phoneNumber: z.string(), preRegistered: z.boolean().optional() }),
  z.object({
    type: z.literal("passkey"),
    ...common,
    rpId: z.string(),
    credentialId: z.base64url(),
    alg: z.int(),
    /** A COSE key. */
    publicKey: z.base64url(),
    aaguid: z.string(),
    signCount: z.int(),
    backupEligible: z.boolean().optional(),
    transports: z.array(z.enum(transports)).optional(),
    /** As the authenticator keeps it. Absent: only its hash is known. */
    userHandle: z.base64url().optional(),
    userHandleHash: z.base64url().optional(),
  }),
]);
export type OwnFactor = z.output<typeof factorSchema>;

export const userSchema = z.object({
  userId: z.string().min(1),
  /** Where it is another than the header's. */
  issuer: z.string().optional(),
  factors: z.array(factorSchema),
  preRegisteredPhone: z.string().nullable().optional(),
  contact: z.object({ email: z.string(), language: z.string() }).nullable().optional(),
});
export type OwnUser = z.output<typeof userSchema>;

export const endSchema = z.object({ end: z.literal(true), users: z.int().min(0) });

export const keyManagement = "ECDH-ES+A256KW";
export const contentEncryption = "A256GCM";
