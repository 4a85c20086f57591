import { describe, expect, it } from "vitest";
import { factorsOf } from "../../shared/account/account.ts";
import type { Challenge, SmsFactor } from "../../shared/account/factor.ts";
import { endLostWaits, isBeingSent, reserveSend } from "../../shared/factors/sms/reserve-send.ts";
import { accountWith, at, challengeFor, second, sms, start } from "./examples.ts";

/** A phone whose second SMS was reserved at `start`: the next one may go out a minute later. */
const waiting: SmsFactor = {
  ...sms("phone"),
  challenge: { id: "chl_1", wrongGuesses: 0, used: false },
  sends: { streak: 2, nextAt: start + 60 * second },
};
const challenge = (handedOver: boolean): Challenge => ({ ...challengeFor("phone", "chl_1", "123456"), handedOver });
const sendsAfter = (factor: SmsFactor, challenges: readonly Challenge[], now: number) =>
  factorsOf(endLostWaits(accountWith([factor]), challenges, at(now)), "sms")[0]?.sends;

describe("an SMS that was reserved and not handed over", () => {
  it.each([
    ["its challenge was never stored", []],
    ["its challenge is stored, but no provider took it", [challenge(false)]],
  ])("holds the next one up for five seconds, and adds nothing to its wait: %s", (_, challenges) => {
    for (const now of [start, start + 5 * second, start + 59 * second])
      expect(sendsAfter(waiting, challenges, now)).toEqual({ streak: 1, nextAt: start + 5 * second });
    const account = endLostWaits(accountWith([waiting]), challenges, at(start + 5 * second));
    const [factor = waiting] = factorsOf(account, "sms");
    const { outcome } = reserveSend(account, { factor, challengeId: "chl_2" }, at(start + 5 * second));
    expect(outcome).toMatchObject({ ok: true, resendAfterSeconds: 60 });
  });

  it("is being sent in these five seconds, and lost after them", () => {
    expect(isBeingSent(waiting, [], at(start + 5 * second - 1))).toBe(true);
    expect(isBeingSent(waiting, [], at(start + 5 * second))).toBe(false);
    expect(isBeingSent(waiting, [challenge(true)], at(start))).toBe(false);
  });
});

it.each([
  ["that was handed over", waiting, [challenge(true)], start + 30 * second],
  ["whose code was used", { ...waiting, challenge: { id: "chl_1", wrongGuesses: 0, used: true } }, [], start + second],
  ["whose wait is over anyway", waiting, [], start + 60 * second],
  ["of which there is none", { ...waiting, challenge: null }, [], start + second],
] as const)("the wait after an SMS %s stays", (_, factor, challenges, now) => {
  expect(sendsAfter(factor, challenges, now)).toEqual(factor.sends);
});
