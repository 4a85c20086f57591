import type { Instant } from "./instant.ts";

/** Bytes that only the vault can open. */
export type Sealed = Uint8Array;

/** Attributes that a newer release stored beside the ones known here: kept and written back as they were read. */
export type Newer = Readonly<Record<string, unknown>>;

interface FactorBase {
  /** `fac_` and 128 random bits. */
  readonly id: string;
  readonly label: string;
  readonly createdAt: Instant;
  /** When it was confirmed; null while it is pending. */
  readonly activeSince: Instant | null;
  readonly preferred: boolean;
  /** Wrong codes disabled its method while it was active. A factor that is confirmed later does not carry it. */
  readonly disabled?: true;
  /** Pending by a recovery: its confirmation replaces all that there is. */
  readonly recovers?: true;
  readonly newer?: Newer;
}

export interface TotpFactor extends FactorBase {
  readonly type: "totp";
  readonly secret: Sealed;
  /** The last time step accepted; only a greater one is accepted next (RFC 6238 section 5.2). */
  readonly lastStep: number;
}

/** How a code reaches a phone: as a text, or read out in a call. */
export const channels = ["sms", "voice"] as const;

/** The one SMS code of a factor that may be redeemed. Its keyed hash and expiry are in the challenge item. */
export interface LiveChallenge {
  readonly id: string;
  readonly wrongGuesses: number;
  readonly used: boolean;
}

/** Why a phone got no code, as far as the provider tells. */
export const deliveryFailures = ["blocked", "unreachable", "invalid", "expired"] as const;
/** The provider's last word on a message. */
export type Delivery = "delivered" | (typeof deliveryFailures)[number];

/** The stored half of an SMS code: the account names the live challenge, this item holds the keyed hash of its code. */
export interface Challenge {
  /** `chl_` and 128 random bits. */
  readonly id: string;
  readonly factorId: string;
  /** Keyed hash of the code, bound to tenant, user, factor and challenge. */
  readonly mac: Uint8Array;
  readonly sentAt: Instant;
  readonly resendAt: Instant;
  readonly expiresAt: Instant;
  /** The provider took the SMS. Until then the challenge is reserved and nobody may have its code. */
  readonly handedOver: boolean;
  /** The code was read out; absent: an SMS. */
  readonly channel?: "voice";
  /** The provider's, where it tells what became of the message. */
  readonly messageId?: string;
  /** Absent: the provider took the message, and nothing more is known. */
  readonly delivery?: Delivery;
}

/** Sends since the last right code, and when the next one may go out. */
export interface Sends {
  readonly streak: number;
  readonly nextAt: Instant;
}

export interface SmsFactor extends FactorBase {
  readonly type: "sms";
  readonly phone: Sealed;
  /** ISO 3166-1 alpha-2, for the counts by country; absent in items that predate it. */
  readonly country?: string;
  /** Keyed hash of the number's beginning, base64url of 8 bytes: only while it is not confirmed. */
  readonly range?: string;
  readonly preRegistered: boolean;
  readonly challenge: LiveChallenge | null;
  readonly sends: Sends;
}

/** How a passkey's authenticator can be reached (WebAuthn Level 3 section 5.8.4), in the order of the stored bits. */
export const transports = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"] as const;
export type Transport = (typeof transports)[number];

export interface PasskeyFactor extends FactorBase {
  readonly type: "passkey";
  /** Of the last accepted assertion; 0 if the authenticator does not count. */
  readonly signCount: number;
  /** Set for good when it was made: a copy may be on other devices. */
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** Imported, and its old system did not say whether copies may exist: its first login tells. */
  readonly isUnseen?: true;
  readonly transports: readonly Transport[];
}

/**
 * A factor of a type that only a newer release knows. It keeps 2FA on and proves nothing here; `stored` is written back as it was read.
 * Where even the common attributes cannot be read it has no id, counts as active and shows an empty label.
 */
export interface UnknownFactor extends FactorBase {
  readonly type: "unknown";
  readonly stored: Newer;
}

export type KnownFactor = TotpFactor | SmsFactor | PasskeyFactor;
export type Factor = KnownFactor | UnknownFactor;

export type FactorType = KnownFactor["type"];
/** The types that a user proves by typing a code: those that a policy lists, and whose guesses are counted. */
export const codeTypes = ["totp", "sms"] as const satisfies readonly FactorType[];
export type CodeType = (typeof codeTypes)[number];
export const isCodeType = (type: string): type is CodeType => codeTypes.some((known) => known === type);
export const factorTypes = [...codeTypes, "passkey"] as const satisfies readonly FactorType[];
/** The types as answers and events name them. */
export const shownTypes = [...factorTypes, "unknown"] as const satisfies readonly Factor["type"][];
export type FactorOf<T extends Factor["type"]> = Extract<Factor, { readonly type: T }>;

export const isActive = (factor: Factor): boolean => factor.activeSince !== null;

export const isOf =
  <T extends Factor["type"]>(type: T) =>
  (factor: Factor): factor is FactorOf<T> =>
    factor.type === type;

export const isKnown = (factor: Factor): factor is KnownFactor => factor.type !== "unknown";
