import { expect, it } from "vitest";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { pools } from "../../docs/recipes/providers/pools.ts";
import { services } from "../../docs/recipes/providers/services.ts";
import { exp, iat, present } from "../../docs/recipes/providers/shape.ts";
import { acmeKey, tokenOf, tokensWith } from "./world.ts";

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
    expect(await tokensWith({ issuers: [issuer] }).identify(token, present * 1000)).toMatchObject(means);
  },
);
