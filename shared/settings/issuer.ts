import { createPublicKey, type JsonWebKey } from "node:crypto";
import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import { serviceTenant } from "../ports/vault.ts";
import { webauthnSchema } from "./webauthn.ts";

/** Names of tenants, and beginnings of names: `acme`, `acme-*`. */
const tenantPattern = z.string().check(
  z.regex(/^[^*]{1,128}\*?$|^[^*]{0,127}\*$/u, "a tenant's name, or a beginning and *"),
  z.refine((name) => name.isWellFormed() && name === name.trim(), "a tenant's name, or a beginning and *"),
);

const asymmetric = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

const text = z.string().check(z.minLength(1, "must not be empty"));
const unpadded = text.check(z.refine((one) => one === one.trim(), "has blanks around it"));
const noRepeats = z
  .pipe(
    z.pipe(
      z.union([z.string(), z.array(z.string())], "a text, or a list of texts"),
      z.transform((given) => [given].flat()),
    ),
    z.array(unpadded).check(z.minLength(1, "names nothing")),
  )
  .check(z.refine((all) => new Set(all).size === all.length, "names one twice"));
const list = z.array(unpadded).check(z.minLength(1, "names nothing"));

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const publicKey = z
  .looseObject({ kty: z.enum(["RSA", "EC", "OKP"], "RSA, EC or OKP"), kid: z.optional(z.string()) })
  .check(
    z.refine(
      (jwk) => !privateMembers.some((member) => member in jwk),
      "is a private key: give the public one, and replace this one, it is known now",
    ),
    z.refine((jwk) => isImportable(jwk), "is not a whole public key"),
  );

/** A broken key would refuse every token of its issuer, without a word. */
function isImportable(jwk: JsonWebKey): boolean {
  try {
    createPublicKey({ key: jwk, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}

/** OpenID Connect Core section 5.7: only `sub` (and Entra's `oid`) never comes to stand for another person. */
const reassigned = ["email", "preferred_username", "upn", "name"];
const notOfThePassword = ["iat", "nbf", "exp", "updated_at"];

const fields = z.strictObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,40}$/, "letters, digits, dots, dashes and underscores; at most 40")),
  issuer: noRepeats,
  audience: noRepeats,
  jwksUri: z.optional(z.url({ protocol: /^https?$/, error: "the address of a key set" })),
  jwks: z.optional(z.object({ keys: z.array(publicKey).check(z.minLength(1, "has no key")) })),
  algorithms: z._default(
    z.array(z.enum(asymmetric, `one of ${asymmetric.join(", ")}`)).check(z.minLength(1, "names nothing")),
    ["RS256", "ES256"],
  ),
  tenant: z.optional(
    unpadded.check(
      z.maxLength(128),
      z.refine((name) => name.isWellFormed() && name !== serviceTenant, "cannot be a tenant's name"),
    ),
  ),
  tenantClaim: z.optional(text),
  tenants: z.optional(z.array(tenantPattern).check(z.minLength(1, "names nothing"))),
  sharesTenants: z.optional(list),
  admins: z._default(z.boolean(), true),
  operatorTenants: z.optional(z.array(tenantPattern).check(z.minLength(1, "names nothing"))),
  rolesClaim: z.optional(text),
  adminRole: z.optional(text),
  operatorRole: z.optional(text),
  subjectClaim: z.optional(
    text.check(
      z.refine(
        (claim) => !reassigned.includes(claim),
        `never ${reassigned.join(", ")}: these come to name somebody else`,
      ),
    ),
  ),
  authTimeClaim: z.optional(
    text.check(
      z.refine(
        (claim) => !notOfThePassword.includes(claim),
        `never ${notOfThePassword.join(", ")}: none is of the password`,
      ),
    ),
  ),
  authTimeFromIat: z._default(z.boolean(), false),
  firstEnrollmentFromIat: z._default(z.boolean(), false),
  audienceClaim: z.optional(text),
  passwordChangedClaim: z.optional(text),
  maxTokenSeconds: z._default(z.int().check(z.minimum(60), z.maximum(31_536_000)), 86_400),
  assertionRoles: z._default(z.boolean(), false),
  accessTokenFor: z.optional(z.array(unpadded)),
  adminFor: z.optional(z.array(unpadded)),
  webauthn: z.optional(webauthnSchema),
});
type Fields = z.output<typeof fields>;

/** One sentence for each way in which the fields of one entry contradict each other. */
const contradictions: readonly (readonly [(entry: Fields) => boolean, path: keyof Fields, sentence: string])[] = [
  [({ jwksUri, jwks }) => (jwksUri === undefined) === (jwks === undefined), "jwksUri", "give either jwksUri or jwks"],
  [
    ({ tenant, tenantClaim }) => tenant !== undefined && tenantClaim !== undefined,
    "tenant",
    "give either tenant or tenantClaim",
  ],
  [({ tenants, tenantClaim }) => tenants !== undefined && tenantClaim === undefined, "tenants", "needs tenantClaim"],
  [({ adminRole, rolesClaim }) => adminRole !== undefined && rolesClaim === undefined, "adminRole", "needs rolesClaim"],
  [
    ({ operatorRole, rolesClaim }) => operatorRole !== undefined && rolesClaim === undefined,
    "operatorRole",
    "needs rolesClaim",
  ],
  [
    ({ operatorTenants, operatorRole }) => operatorTenants !== undefined && operatorRole === undefined,
    "operatorTenants",
    "needs operatorRole",
  ],
  [
    ({ firstEnrollmentFromIat, authTimeClaim }) => firstEnrollmentFromIat && authTimeClaim !== undefined,
    "firstEnrollmentFromIat",
    "cannot go with authTimeClaim, which tells more",
  ],
  [
    ({ audience, accessTokenFor }) => audience.length > 1 && accessTokenFor === undefined,
    "accessTokenFor",
    "name the apps of audience whose logins may manage the second step",
  ],
  [
    ({ audience, adminFor, adminRole, operatorRole }) =>
      audience.length > 1 && adminFor === undefined && (adminRole !== undefined || operatorRole !== undefined),
    "adminFor",
    "name the apps of audience whose logins may act as admin or operator",
  ],
  [
    ({ audience, accessTokenFor = [] }) => !accessTokenFor.every((app) => audience.includes(app)),
    "accessTokenFor",
    "names an app that is not in audience",
  ],
  [
    ({ audience, adminFor = [] }) => !adminFor.every((app) => audience.includes(app)),
    "adminFor",
    "names an app that is not in audience",
  ],
  [
    ({ adminFor = [], accessTokenFor }) =>
      accessTokenFor !== undefined && !adminFor.every((app) => accessTokenFor.includes(app)),
    "adminFor",
    "names an app that accessTokenFor does not",
  ],
];

/** A login that is trusted to have checked the password. */
export const issuerSchema = documented(
  z.pipe(
    fields.check(
      z.superRefine((entry, context) => {
        for (const [isWrong, path, message] of contradictions)
          if (isWrong(entry)) context.addIssue({ code: "custom", path: [path], message });
      }),
    ),
    z.transform((entry) => {
      const accessTokenFor = entry.accessTokenFor ?? entry.audience;
      return {
        ...entry,
        accessTokenFor,
        adminFor: entry.adminFor ?? entry.audience.filter((app) => accessTokenFor.includes(app)),
      };
    }),
  ),
  { id: "TrustedIssuer" },
);

export type TrustedIssuer = z.output<typeof issuerSchema>;
