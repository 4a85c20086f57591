import { type Outcome, refused } from "../account/decision.ts";
import { bypassMark, readCode } from "./typed-code.ts";

/** A credential as the API takes it: base64url without padding. */
export interface CredentialJson<R> {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: R & { readonly clientDataJSON: string };
}
export type RegistrationJson = CredentialJson<{
  readonly attestationObject: string;
  readonly transports?: readonly string[] | undefined;
}>;
export type AssertionJson = CredentialJson<{
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | null | undefined;
}>;

/** A code or a credential that a caller brings to a login, read once: each kind goes to its own flow. */
export type Proof =
  /** `factorId`: the app that the user chose; else the preferred one. */
  | { readonly kind: "app_code"; readonly code: string; readonly factorId?: string | undefined }
  | {
      readonly kind: "sms_code";
      readonly code: string;
      readonly challengeId: string;
      readonly factorId?: string | undefined;
    }
  | { readonly kind: "backup_code"; readonly plain: string }
  | { readonly kind: "bypass_code"; readonly plain: string }
  | { readonly kind: "credential"; readonly credential: AssertionJson };

export type ProofOf<K extends Proof["kind"]> = Extract<Proof, { readonly kind: K }>;

/**
 * A credential, or a code: one field takes every kind of code, and its shape, and whether it answers a challenge, tell which it is.
 */
export function readProof({
  code: typed,
  credential,
  challengeId,
  factorId,
}: {
  readonly code?: string | undefined;
  readonly credential?: AssertionJson | undefined;
  readonly challengeId?: string | undefined;
  readonly factorId?: string | undefined;
}): Outcome<{ readonly proof: Proof }> {
  if (credential !== undefined) return { ok: true, proof: { kind: "credential", credential } };
  const read = readCode(typed ?? "");
  if (read === null) return refused({ code: "invalid_request", errors: [noCode] });
  const { kind, code } = read;
  if (kind === "backup")
    return { ok: true, proof: { kind: code.startsWith(bypassMark) ? "bypass_code" : "backup_code", plain: code } };
  const proof: Proof =
    challengeId === undefined
      ? { kind: "app_code", code, factorId }
      : { kind: "sms_code", code, challengeId, factorId };
  return { ok: true, proof };
}

const noCode = { path: "code", message: "A code has six digits, a backup code looks like XXXX-XXXX-XXXX" };
