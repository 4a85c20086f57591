import { expect, it } from "vitest";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { exp, iat } from "./provider-shape.ts";
import { services } from "./providers-of-apps.ts";
import { pools } from "./providers-of-pools.ts";
import { acmeKey, now, tokenOf, tokensWith } from "./world.ts";

it.each(Object.entries({ ...pools, ...services }))(
  "%s is read by configuration",
  async (_, { entry, claims, header, means }) => {
    const issuer = issuerSchema.parse({
      id: "provider",
      jwks: { keys: [acmeKey.publicJwk] },
      algorithms: ["ES256"],
      ...entry,
    });
    const token = tokenOf(acmeKey, { iss: issuer.issuer[0], iat, exp, ...claims }, header);
    expect(await tokensWith({ issuers: [issuer] }).identify(token, now)).toMatchObject(means);
  },
);
