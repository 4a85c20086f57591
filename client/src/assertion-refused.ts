/** Why an assertion was refused: a closed list to switch on. */
export type Refusal =
  /** No JWT, or without the claims that every assertion has. */
  | "malformed"
  /** A JWT of another kind, such as a first-factor token. */
  | "wrong_type"
  /** Not signed with ES256: nothing else is accepted, least of all `none` or an HMAC made with the public key. */
  | "wrong_algorithm"
  /** No key of the service has this `kid`. */
  | "unknown_key"
  | "bad_signature"
  | "wrong_issuer"
  /** Made for another client app. */
  | "wrong_audience"
  | "expired"
  | "not_yet_valid"
  /** Of another user than the one who is signing in, or of the same one in another organisation or at another issuer. */
  | "wrong_subject"
  /** The password alone, or with a remembered device where `acceptRemembered` is not set. */
  | "second_factor_missing"
  /** A second factor whose code a false page could have asked for. */
  | "phishing_resistance_missing"
  /** The password was entered longer ago than `maxAge`, or nobody knows when. */
  | "password_too_old"
  | "replayed"
  /** The service's keys cannot be fetched: nothing is known of the assertion. Answer 503. */
  | "keys_unavailable";

/** Thrown, not returned: who forgets to look must not let anybody in. Of the assertion it holds at most the name of its issuer. */
export class AssertionRefused extends Error {
  override readonly name = "AssertionRefused";
  readonly reason: Refusal;

  constructor(reason: Refusal, options?: ErrorOptions & { readonly detail?: string }) {
    const { detail, ...others } = options ?? {};
    super(`The assertion was refused: ${reason}${detail === undefined ? "" : ` (${detail})`}`, others);
    this.reason = reason;
  }
}
