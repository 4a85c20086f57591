import type { Clock } from "../../shared/ports/clock.ts";
import { issuerSchema, type TrustedIssuer } from "../../shared/settings/issuer.ts";
import { ecKey, tokenOf } from "../identity/world.ts";

/** A login of a customer's own, which signs a token for 60 seconds once it has checked the password. */
export class Issuer {
  readonly key: ReturnType<typeof ecKey>;
  readonly settings: TrustedIssuer;

  constructor(id: string, changed: object = {}) {
    this.key = ecKey(`${id}-1`);
    this.settings = issuerSchema.parse({
      id,
      issuer: `https://${id}.example`,
      audience: ["shop", "bank"],
      accessTokenFor: ["shop", "bank"],
      adminFor: ["shop", "bank"],
      algorithms: ["ES256"],
      tenantClaim: "org",
      rolesClaim: "roles",
      adminRole: "2fa-admin",
      operatorRole: "2fa-operator",
      ...("jwksUri" in changed ? {} : { jwks: this.jwks }),
      ...changed,
    });
  }

  get jwks() {
    return { keys: [this.key.publicJwk] };
  }

  /** A claim that is `undefined` is left out. */
  token(clock: Clock, claims: object, header: object = {}): string {
    const now = Math.floor(clock.now() / 1000);
    const usual = { iss: this.settings.issuer[0], aud: "shop", org: "acme", iat: now, exp: now + 60, auth_time: now };
    return tokenOf(this.key, { ...usual, ...claims }, header);
  }
}
