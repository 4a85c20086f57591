import type { LocalOptions } from "../../local/service.ts";
import { Issuer } from "./issuer.ts";
import { Organisation } from "./organisation.ts";
import { type RunningService, runningService } from "./running-service.ts";

export interface World {
  readonly service: RunningService;
  /** The customer's login, which the service trusts. */
  readonly issuer: Issuer;
  readonly organisation: Organisation;
  /** Another organisation of the same issuer. */
  readonly organisationOf: (tenant: string) => Organisation;
}

interface WorldOptions extends Omit<LocalOptions, "issuers"> {
  readonly issuer?: string;
  readonly tenant?: string;
  /** The issuer's webauthn settings; `withPasskeys` are the usual ones. */
  readonly webauthn?: object;
}

/** Where the pages of the shop are. */
export const shopOrigin = "https://app.shop.example";
export const withPasskeys = { webauthn: { rpId: "shop.example", rpName: "Shop", origins: [shopOrigin] } };

/** A service for the tests of a file, with one issuer and one organisation. The spy on AWS is `service.aws`, the clock of each test `service.clock`. */
export function world({ issuer: id = "shop", tenant = "acme", webauthn, ...options }: WorldOptions = {}): World {
  const issuer = new Issuer(id, webauthn && { webauthn });
  const service = runningService({ ...options, issuers: [issuer.settings] });
  const organisationOf = (name: string): Organisation => new Organisation(service, issuer, name);
  return { service, issuer, organisation: organisationOf(tenant), organisationOf };
}
