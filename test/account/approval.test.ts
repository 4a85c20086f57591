import { expect, it } from "vitest";
import { approvalMillis, askedState, isStillAsked, roomFrom } from "../../shared/account/help-desk.ts";
import { accountWith, day, hour, pending, sms, start, totp } from "./examples.ts";

const old = totp("old", { activeSince: start - hour });
const newest = sms("newest", { activeSince: start });
const account = accountWith([newest, old], { epoch: 4 });

it("an act is asked for in the state of the epoch and the newest active factor, and lasts a day", () => {
  expect(askedState(account)).toEqual({ epoch: 4, newestFactor: "newest" });
  expect(askedState(accountWith([old, newest], { epoch: 4 }))).toEqual(askedState(account));
  expect(askedState(accountWith([], { epoch: 0 }))).toEqual({ epoch: 0, newestFactor: null });
  expect(approvalMillis).toBe(day);
});

it("a set-up that is only begun, or an older factor that went, is the same state; another epoch or newest factor is not", () => {
  const asked = askedState(account);
  for (const same of [[newest, old, totp("begun", pending)], [newest]])
    expect(isStillAsked(accountWith(same, { epoch: 4 }), asked)).toBe(true);
  expect(isStillAsked(accountWith([newest, old], { epoch: 5 }), asked)).toBe(false);
  expect(isStillAsked(accountWith([old], { epoch: 4 }), asked)).toBe(false);
  const later = totp("later", { activeSince: start + 1 });
  expect(isStillAsked(accountWith([newest, old, later], { epoch: 4 }), asked)).toBe(false);
});

it("there is room once so many have ended that one more fits", () => {
  const untils = [start + hour, start, start + day];
  expect([4, 3, 2, 1].map((most) => roomFrom(untils, most))).toEqual([null, start, start + hour, start + day]);
  expect(roomFrom([], 1)).toBeNull();
});
