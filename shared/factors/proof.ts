import { type Outcome, refused } from "../account/decision.ts";
import { readCode } from "./typed-code.ts";

/** A code that a caller brings to a login, read once: each kind goes to its own flow. */
export type Proof =
  /** `factorId`: the app that the user chose; else the preferred one. */
  | { readonly kind: "app_code"; readonly code: string; readonly factorId?: string | undefined }
  | {
      readonly kind: "sms_code";
      readonly code: string;
      readonly challengeId: string;
      readonly factorId?: string | undefined;
    }
  | { readonly kind: "backup_code"; readonly plain: string };

export type ProofOf<K extends Proof["kind"]> = Extract<Proof, { readonly kind: K }>;

/**
 * One field takes every kind of code: its shape, and whether it answers a challenge, tell which it is.
 */
export function readProof({
  code: typed,
  challengeId,
  factorId,
}: {
  readonly code: string;
  readonly challengeId?: string | undefined;
  readonly factorId?: string | undefined;
}): Outcome<{ readonly proof: Proof }> {
  const read = readCode(typed);
  if (read === null) return refused({ code: "invalid_request", errors: [noCode] });
  const { kind, code } = read;
  if (kind === "backup") return { ok: true, proof: { kind: "backup_code", plain: code } };
  const proof: Proof =
    challengeId === undefined
      ? { kind: "app_code", code, factorId }
      : { kind: "sms_code", code, challengeId, factorId };
  return { ok: true, proof };
}

const noCode = { path: "code", message: "A code has six digits, a backup code looks like XXXX-XXXX-XXXX" };
