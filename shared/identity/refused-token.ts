/** Why a bearer token was refused: closed, for the log and `explain-token`, which has a sentence for each. The answer never says it. */
export type TokenFault =
  | "malformed"
  | "issuer_unknown"
  | "kind"
  | "algorithm"
  | "kid_unknown"
  | "signature"
  | "audience"
  | "expired"
  | "not_yet_valid"
  | "lifetime"
  | "subject"
  | "tenant_claim_missing"
  | "tenant_not_allowed"
  | "claims"
  | "first_factor_needed"
  | "settings_changed";

export class RefusedToken {
  readonly fault: TokenFault;
  constructor(fault: TokenFault) {
    this.fault = fault;
  }
}

export const refuseToken = (fault: TokenFault): RefusedToken => new RefusedToken(fault);
export const isRefused = (value: object): value is RefusedToken => value instanceof RefusedToken;
