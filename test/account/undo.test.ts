import { describe, expect, it } from "vitest";
import type { EventData } from "../../shared/account/events.ts";
import { historyOf, nothingLost } from "../../shared/account/lost-history.ts";
import { removeFactor, reset } from "../../shared/account/remove.ts";
import { restore } from "../../shared/account/restore.ts";
import {
  changeOfLink,
  freeze,
  frozen,
  staging,
  undoable,
  withLinkId,
  withoutExpiredUndo,
} from "../../shared/account/undo.ts";
import { accountWith, at, minute, rules, start, totp } from "./examples.ts";
import { granted } from "./expectations.ts";

const hour = 60 * minute;
const [old, young] = [totp("old", { activeSince: start - 90 * hour }), totp("young", { activeSince: start - hour })];
const removed = (id: string, hours = 72) => {
  const removal = { factorId: id, by: null };
  const decision = removeFactor(accountWith([old, young]), removal, false, at(start, { ...rules, undoHours: hours }));
  return withLinkId(granted(decision).account, "AAAAAAAAAAA");
};

describe("a removed factor", () => {
  it("is kept for as long as the setting says, and not at all where it says 0", () => {
    const account = removed("old");
    expect(undoable(account, "AAAAAAAAAAA", at(start + 72 * hour - 1)).ok).toBe(true);
    expect(undoable(account, "AAAAAAAAAAA", at(start + 72 * hour)).ok).toBe(false);
    expect(undoable(account, "BBBBBBBBBBB", at()).ok).toBe(false);
    expect(withoutExpiredUndo(account, start + 72 * hour)).not.toHaveProperty("staged");
    for (const name of ["staged", "changes"]) expect(removed("old", 0)).not.toHaveProperty(name);
  });

  it("gives way to one that was active longer, whose time begins anew, and not to a younger one", () => {
    const first = removed("young");
    const second = granted(removeFactor(first, { factorId: "old", by: null }, false, at(start + hour))).account;
    expect(second.staged).toMatchObject({ factor: { id: "old" }, changedAt: start, until: start + 73 * hour });
    const other = granted(removeFactor(removed("old"), { factorId: "young", by: null }, false, at(start + hour)));
    expect(other.account.staged).toStrictEqual(removed("old").staged);
  });

  it("is gone after a reset and a restore, as are links and freeze", () => {
    const account = granted(freeze(removed("old"), "AAAAAAAAAAA", at())).account;
    expect(frozen(account, at())).toMatchObject({ code: "account_frozen", retryAt: start + 24 * hour });
    const restored = restore(account, nothingLost, start + hour)?.account;
    for (const after of [granted(reset(account, "Lost")).account, restored])
      for (const name of ["staged", "changes", "frozenUntil"]) expect(after).not.toHaveProperty(name);
  });
});

it("a restore that hears of an undo takes what went with it, and gives back what came", () => {
  const actor = { role: "user", ref: "usr_1" } as const;
  const data: EventData<"change.undone"> = { factorId: "old", factorType: "totp", removed: ["thief"], backupCodes: 3 };
  const history = historyOf([
    { id: "evt_1", at: start, actor, type: "factor.removed", data: { factorId: "old", factorType: "totp" } },
    { id: "evt_2", at: start + 1, actor, type: "change.undone", data },
  ]);
  expect([[...history.removed], [...history.activated]]).toEqual([["thief"], ["old"]]);
});

it("a factor that only a newer release knows is not kept, however long it was active", () => {
  const newer = { ...totp("newer", { activeSince: 0 }), type: "unknown", stored: {} } as const;
  const { staged } = staging(accountWith([old, newer]), [newer, old], at());
  expect(staged?.factor).toStrictEqual(old);
  expect(staging(accountWith([newer]), [newer], at())).toStrictEqual({});
});

it("an account from which nothing was removed keeps nothing of it", () => {
  const plain = accountWith([old]);
  expect(withoutExpiredUndo(plain, start)).toStrictEqual(plain);
  expect(changeOfLink(plain, "AAAAAAAAAAA", at())).toBeNull();
});
