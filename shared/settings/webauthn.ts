import * as z from "zod/mini";

const host = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;
/** WebAuthn knows no IP address, and takes http from this host alone. */
const localhost = "localhost";

const rpId = z
  .string()
  .check(
    z.refine(
      (name) => name === localhost || (host.test(name) && !/^[\d.]+$/.test(name)),
      "must be a host name in small letters, such as example.com (a name with other letters as xn--)",
    ),
  );
const androidApp = /^android:apk-key-hash:[\w-]{43}$/;

/** An origin exactly as a browser writes it. */
const webOrigin = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.origin === text ? url : null;
};
const isPage = (text: string): boolean => {
  const url = webOrigin(text);
  if (url === null) return false;
  if (url.hostname === localhost) return url.protocol === "http:" || url.protocol === "https:";
  return url.protocol === "https:" && url.port === "" && host.test(url.hostname);
};
const pageSentence =
  "must be an origin as browsers write it: https://app.example.com, no path, no port but on localhost";

const fields = z.strictObject({
  rpId,
  rpName: z.optional(z.string().check(z.trim(), z.minLength(1, "must not be empty"), z.maxLength(64))),
  origins: z
    .array(z.string().check(z.refine((one) => androidApp.test(one) || isPage(one), pageSentence)))
    .check(z.minLength(1, "names nothing"), z.maxLength(10, "has more than ten")),
  topOrigins: z._default(
    z.array(z.string().check(z.refine(isPage, pageSentence))).check(z.maxLength(10, "has more than ten")),
    [],
  ),
  relatedOrigins: z._default(z.boolean(), false),
});

const isOf = (name: string, origin: string): boolean => {
  const hostname = webOrigin(origin)?.hostname;
  return hostname === undefined || androidApp.test(origin) || hostname === name || hostname.endsWith(`.${name}`);
};

/** The relying party of an issuer's apps (WebAuthn Level 3 section 5.1.2): it belongs to their domain, not to this service's. */
export const webauthnSchema = z.pipe(
  fields.check(
    z.superRefine(({ rpId: name, origins, relatedOrigins }, context) => {
      for (const [at, origin] of origins.entries())
        if (!relatedOrigins && !isOf(name, origin))
          context.addIssue({
            code: "custom",
            path: ["origins", at],
            message: `is no page of ${name}; if ${name} names it in /.well-known/webauthn, say "relatedOrigins": true`,
          });
    }),
  ),
  z.transform((party) => ({ ...party, rpName: party.rpName ?? party.rpId })),
);

export type RelyingParty = z.output<typeof webauthnSchema>;

/** Only a service on this machine may have passkeys of this machine's pages. */
export const isLocalParty = (party: RelyingParty): boolean => party.rpId === localhost;
