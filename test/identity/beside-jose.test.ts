import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import * as fc from "fast-check";
import { createLocalJWKSet, errors, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { issuerKeys } from "../../shared/identity/tokens.ts";
import { isRefused, readJws, signJws, verifyJwt } from "../../shared/identity/verify-jwt.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { now, seconds } from "./world.ts";
import { ofLong } from "../harness/length.ts";

const pair = (kid: string, alg: string, made: { publicKey: KeyObject; privateKey: KeyObject }, more: object = {}) => ({
  kid,
  alg,
  privateKey: made.privateKey,
  publicJwk: { ...made.publicKey.export({ format: "jwk" }), kid, ...more },
});
const rsaPair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keys = [
  pair("rs", "RS256", rsaPair),
  pair("rs512", "RS512", rsaPair, { alg: "RS512", use: "sig" }),
  pair("ps", "PS256", generateKeyPairSync("rsa", { modulusLength: 2048 }), { alg: "PS256" }),
  pair("es", "ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })),
  pair("es2", "ES256", generateKeyPairSync("ec", { namedCurve: "P-256" }), { key_ops: ["verify"] }),
  pair("es384", "ES384", generateKeyPairSync("ec", { namedCurve: "P-384" })),
  pair("es512", "ES512", generateKeyPairSync("ec", { namedCurve: "P-521" })),
  pair("ed", "EdDSA", generateKeyPairSync("ed25519")),
  pair("enc", "ES256", generateKeyPairSync("ec", { namedCurve: "P-256" }), { use: "enc" }),
  pair("short", "RS256", generateKeyPairSync("rsa", { modulusLength: 1024 })),
];
const stranger = pair("es", "ES256", generateKeyPairSync("ec", { namedCurve: "P-256" }));
const jwks = { keys: keys.map(({ publicJwk }) => publicJwk) };
const rules = {
  issuer: ["https://one.example", "https://two.example"],
  audience: ["app", "shop"],
  algorithms: ["RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA", "RS512"],
  typ: "at+jwt",
};
const { typ: _typ, ...issuerFields } = rules;
const issuer = issuerSchema.parse({ id: "one", ...issuerFields, accessTokenFor: [], jwks });
const found = issuerKeys(issuer, fetch);

const set = createLocalJWKSet(jwks);
/** As jose alone would judge: the service's own rules were these calls until the bundles had to be light. */
async function byJose(token: string, typ: string | null): Promise<object | null> {
  const options = {
    issuer: rules.issuer,
    audience: rules.audience,
    algorithms: rules.algorithms,
    requiredClaims: ["exp"],
    clockTolerance: 30,
    currentDate: new Date(now),
    ...(typ !== null && { typ }),
  };
  const verified = async () => {
    try {
      return await jwtVerify(token, set, options);
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      for await (const key of error) {
        const one = await jwtVerify(token, key, options).catch((failure: unknown) => {
          if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
          return null;
        });
        if (one !== null) return one;
      }
      throw error;
    }
  };
  const jwt = await verified().catch(() => null);
  const { iat } = jwt?.payload ?? {};
  return jwt === null || (iat !== undefined && iat > seconds + 30) ? null : jwt.payload;
}
async function byUs(token: string, typ: string | null): Promise<object | null> {
  const jwt = await verifyJwt(token, found, typ === null ? issuerFields : { ...issuerFields, typ }, now);
  return isRefused(jwt) ? null : jwt.claims;
}

const how = {
  RS: { padding: constants.RSA_PKCS1_PADDING },
  PS: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
  ES: { dsaEncoding: "ieee-p1363" as const },
  Ed: {},
};
function signedBy({ privateKey, alg }: (typeof keys)[number], header: string, claims: string): string {
  const input = `${Buffer.from(header).toString("base64url")}.${Buffer.from(claims).toString("base64url")}`;
  const options = Object.entries(how).find(([name]) => alg.startsWith(name))?.[1] ?? {};
  const hash = alg.startsWith("Ed") ? null : `sha${alg.slice(2)}`;
  return `${input}.${sign(hash, Buffer.from(input), { key: privateKey, ...options }).toString("base64url")}`;
}

const time = fc.constantFrom(-31, -30, -29, -1, 0, 1, 29, 30, 30.5, 31, 300).map((offset) => seconds + offset);
const odd: fc.Arbitrary<unknown> = fc.constantFrom(
  undefined,
  null,
  "",
  "1",
  true,
  [],
  {},
  -1,
  Number.POSITIVE_INFINITY,
  1e300,
  Number.MAX_SAFE_INTEGER,
);
/** Mostly what is right, so that every single fault is met alone. */
const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: wrong });
const header = (key: (typeof keys)[number]) =>
  fc.record({
    alg: mostly(
      fc.constant(key.alg),
      fc.oneof(
        fc.constantFrom("none", "HS256", "ES256K", "RS256", "ES256", "PS256", "PS384", "EdDSA", "Ed25519", "es256"),
        odd,
      ),
    ),
    kid: mostly(fc.constant(key.kid), fc.oneof(fc.constantFrom("es", "es2", "rs", "enc", "no"), odd)),
    typ: mostly(
      fc.constantFrom("at+jwt", "AT+JWT", "application/at+jwt"),
      fc.oneof(fc.constantFrom("JWT", "at+jwt ", "x/at+jwt"), odd),
    ),
    crit: mostly(fc.constant(undefined), fc.constantFrom(["b64"], ["exp"], [], "b64")),
    b64: mostly(fc.constant(undefined), fc.constantFrom(true, false)),
    jku: mostly(fc.constant(undefined), fc.constant("https://evil.example/jwks")),
  });
const claims = fc.record({
  iss: mostly(
    fc.constantFrom(...rules.issuer),
    fc.oneof(fc.constantFrom("https://one.example/", ["https://one.example"]), odd),
  ),
  aud: mostly(
    fc.constantFrom("app", ["x", "shop"], ["app"]),
    fc.oneof(fc.constantFrom("App", ["x"], [["app"]], { app: true }, [1]), odd),
  ),
  exp: mostly(time, odd),
  nbf: mostly(fc.oneof(fc.constant(undefined), time), odd),
  iat: mostly(fc.oneof(fc.constant(undefined), time), odd),
  sub: fc.constantFrom("u", "ü", "\ud83d\ude00"),
});
const spoil = fc.oneof(
  { weight: 8, arbitrary: fc.constant((token: string) => token) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(), fc.constantFrom(...Array.from("AZaz09-_=.+/ \n")))
      .map(([at, letter]) => (token: string) => {
        const place = at % token.length;
        return token.slice(0, place) + letter + token.slice(place + 1);
      }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      (token: string) => `${token}=`,
      (token: string) => `${token}.`,
      (token: string) => token.slice(0, -1),
      (token: string) => `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      (token: string) => token.slice(0, token.lastIndexOf(".") + 1),
      (token: string) => ` ${token}`,
      (token: string) => token.split(".").toReversed().join("."),
    ),
  },
);
const text = (value: object) =>
  fc.constantFrom(
    JSON.stringify(value),
    JSON.stringify(value),
    JSON.stringify(value),
    `\ufeff${JSON.stringify(value)}`,
    `[${JSON.stringify(value)}]`,
    JSON.stringify(value).replace("{", '{"iss":"https://evil.example","alg":"none",'),
    JSON.stringify(value).replace("{", '{"__proto__":{"exp":9e9},'),
  );
const token = fc
  .constantFrom(...keys, stranger)
  .chain((key) =>
    fc.record({ key: fc.constant(key), header: header(key).chain(text), claims: claims.chain(text), spoil }),
  )
  .map(({ key, header: head, claims: body, spoil: spoiled }) => spoiled(signedBy(key, head, body)));

/** Tokens that we refuse although jose does not: extensions, and more than one spelling of the same bytes. */
const isStricter = (bearer: string): boolean => {
  const jws = readJws(bearer);
  return jws === null || Object.hasOwn(jws.header, "crit");
};

describe("beside jose", () => {
  it("tokens by the thousand, right and spoiled, get the same verdict and the same claims", async () => {
    const counts = { accepted: 0, refused: 0, stricter: 0 };
    await fc.assert(
      fc.asyncProperty(token, fc.constantFrom("at+jwt", null), async (bearer, typ) => {
        const [theirs, ours] = await Promise.all([byJose(bearer, typ), byUs(bearer, typ)]);
        if (theirs !== null && ours === null && isStricter(bearer)) {
          counts.stricter += 1;
          return;
        }
        expect(ours).toEqual(theirs);
        counts[ours === null ? "refused" : "accepted"] += 1;
      }),
      { numRuns: ofLong(2500) },
    );
    expect(counts.accepted).toBeGreaterThan(ofLong(60));
    expect(counts.refused).toBeGreaterThan(ofLong(800));
  }, 120_000);

  it("each right token of each algorithm is taken", async () => {
    for (const key of keys.filter(({ kid }) => kid !== "enc" && kid !== "short")) {
      const right = { iss: rules.issuer[0], aud: "app", exp: seconds + 60, sub: key.kid };
      const bearer = signedBy(
        key,
        JSON.stringify({ alg: key.alg, kid: key.kid, typ: "at+jwt" }),
        JSON.stringify(right),
      );
      expect(await byJose(bearer, "at+jwt")).toEqual(right);
      expect(await byUs(bearer, "at+jwt")).toEqual(right);
    }
  });

  it("a token that we sign is one to jose", async () => {
    const es = keys.find(({ kid }) => kid === "es");
    if (es === undefined) throw new Error("No key");
    const payload = { iss: rules.issuer[0], aud: "app", exp: seconds + 60, text: "ü\ud83d\ude00" };
    const bearer = signJws(es.privateKey, { typ: "at+jwt", kid: "es" }, payload);
    expect(await byJose(bearer, "at+jwt")).toEqual(payload);
  });
});
