import type { Sealed } from "../account/factor.ts";
import type { Instant } from "../account/instant.ts";

export const purposes = [
  "identity",
  "subject",
  "totp",
  "passkey",
  "contact",
  "codes",
  "limits",
  "signing",
  "publicKeys",
  "links",
  "approvals",
] as const;
export type Purpose = (typeof purposes)[number];
/** Purposes whose data keys seal and get successors. The other purposes only make keyed hashes, always with the first key. */
export const sealingPurposes = [
  "subject",
  "totp",
  "passkey",
  "contact",
  "signing",
  "approvals",
] as const satisfies readonly Purpose[];

/** Use that a step makes of data keys, by purpose: see `Touches` in shared/contract/routes.ts. */
export type KeyUse = { readonly [P in Purpose]?: "use" | "make" };

export const purposesIn = (uses: KeyUse): readonly Purpose[] => purposes.filter((purpose) => uses[purpose]);
export const purposesMadeIn = (uses: KeyUse): readonly Purpose[] =>
  purposes.filter((purpose) => uses[purpose] === "make");

/** Binding of a sealed value or keyed hash. Each tenant has one data key per purpose, so that KMS can grant them separately. */
export interface VaultContext {
  readonly tenant: string;
  readonly purpose: Purpose;
  /** Whose and which value: user reference, factor id … in this order. A value moved to another place does not open. */
  readonly about: readonly string[];
}

/** The tenant under which the deployment's own values are sealed; no customer tenant can have this name. */
export const serviceTenant = "~service";

export interface Vault {
  seal(context: VaultContext, plain: Uint8Array): Promise<Sealed>;
  /** Throws `SealBroken` if the value was made for another context or changed. */
  open(context: VaultContext, sealed: Sealed): Promise<Uint8Array>;
  /** The value sealed anew if there is a newer key than its own, else null. What keeps it from being done now is no error: the next use tries again. */
  reseal(context: VaultContext, sealed: Sealed): Promise<Sealed | null>;
  /** 32 bytes. Keyed hashes never rotate: they are looked up or compared for years. */
  mac(context: VaultContext, bytes: Uint8Array): Promise<Uint8Array>;
  /** The same vault for whoever may make data keys of these purposes alone: with the others it uses what is there. */
  limitedTo(makes: readonly Purpose[]): Vault;
}

/** The tenant has no data key of this purpose yet, and whoever asked may make none. */
export class NoDataKeyYet extends Error {
  override readonly name = "NoDataKeyYet";
}

/** The dependency answered, but not with what was asked; the caller sees `temporarily_unavailable`. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/** Ages and names of keys, for the posture. Makes no key and opens none. */
export interface KeyRecords {
  /** The key that signs now and the one after it; null: not made yet. */
  signing(
    now: Instant,
  ): Promise<{ readonly kid: string | null; readonly since: Instant; readonly next: string | null }>;
  /** When the oldest of the keys that seal for the tenant now was made; null: it has none. */
  oldestSealing(tenant: string): Promise<Instant | null>;
  region(): Promise<string>;
}
