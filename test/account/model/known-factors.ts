import type { Account } from "../../../shared/account/account.ts";
import type { Challenge, SmsFactor } from "../../../shared/account/factor.ts";
import type { ReservedSend } from "../../../shared/factors/sms/reserve-send.ts";
import { hotp } from "../authenticator-codes.ts";
import { minute, secretOf, step } from "../examples.ts";
import { type Answer, type newGuessHistory, say } from "./guess-history.ts";
import type { Method } from "../../../shared/account/guess-budget.ts";

/** A message that reached the user's phone. */
export interface SentText {
  readonly factorId: string;
  readonly id: string;
  readonly code: string;
}
interface LiveCode {
  readonly id: string;
  readonly code: string;
  readonly sentAt: number;
  wrong: number;
  used: boolean;
}
export interface KnownFactor {
  readonly id: string;
  readonly type: "totp" | "sms";
  readonly createdAt: number;
  readonly number: string;
  readonly preRegistered: boolean;
  active: boolean;
  disabled: boolean;
  highestStep: number;
  live: LiveCode | null;
  streak: number;
  nextAt: number;
}

export const freshFactor = (
  id: string,
  type: "totp" | "sms",
  createdAt: number,
  number = "",
  preRegistered = false,
): KnownFactor => ({
  id,
  type,
  createdAt,
  number,
  preRegistered,
  active: false,
  disabled: false,
  highestStep: 0,
  live: null,
  streak: 0,
  nextAt: 0,
});

/** The steps around now at which an app shows this code. */
export const stepsOf = (id: string, code: string, now: number): number[] =>
  [-1, 0, 1].map((off) => Math.floor(now / step) + off).filter((counter) => hotp(secretOf(id), counter) === code);

/** Result of trying the code of a sent message, and the trace that the try leaves. */
export function redeem(
  factor: KnownFactor,
  challengeId: string,
  code: string,
  method: Method,
  { wrong, right }: ReturnType<typeof newGuessHistory>,
  now: number,
): Answer {
  const { live } = factor;
  if (!live || live.id !== challengeId || now >= live.sentAt + 5 * minute) return say("challenge_expired");
  if (live.used) return say(live.code === code ? "code_already_used" : "challenge_expired");
  if (live.wrong >= 5) return say("challenge_expired");
  if (live.code !== code) {
    live.wrong += 1;
    return wrong(method, now);
  }
  live.used = true;
  factor.streak = 0;
  factor.nextAt = 0;
  return right(method);
}

/** How the numbers of a policy's countries begin. */
const callingCodes: Readonly<Record<string, string>> = { CH: "+41", AT: "+43", "*": "+" };
export const isReached = (number: string, countries: readonly string[]): boolean =>
  countries.some((country) => number.startsWith(callingCodes[country] ?? "none"));

export const shownFactor = ({ id, type, active: isActive, disabled: isDisabled, highestStep }: KnownFactor) => ({
  id,
  type,
  isActive,
  isDisabled,
  highestStep,
});

/** A text whose fate is open. */
export interface OpenSend {
  readonly reserved: ReservedSend;
  readonly sentAt: number;
  readonly item: Challenge | undefined;
  readonly before: Pick<KnownFactor, "live" | "streak" | "nextAt">;
  readonly replaced: KnownFactor | null | undefined;
}

/** Waits of a new set-up of a phone: those of the one that it replaces, or of one that the user removed. */
export function waitsOfSetUp({ factors, setUpSends }: Account, now: number): SmsFactor["sends"] {
  const replaced = factors.find((factor): factor is SmsFactor => factor.type === "sms" && factor.activeSince === null);
  const held = replaced?.sends ?? setUpSends;
  return { ...held, nextAt: held.streak < 2 ? Math.min(held.nextAt, now) : held.nextAt };
}
