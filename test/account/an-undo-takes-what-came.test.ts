import { describe, expect, it } from "vitest";
import type { Verified } from "../../shared/account/accept.ts";
import type { Decision } from "../../shared/account/decision.ts";
import type { EventDraft } from "../../shared/account/events.ts";
import {
  changeOfLink,
  changeState,
  freeze,
  fromStagedAlone,
  frozen,
  linkIdOf,
  staging,
  undoable,
  undoneBy,
  withLinkId,
  withoutExpiredUndo,
  withStagedAlone,
} from "../../shared/account/undo.ts";
import { accountWith, at, backupSet, day, device, hour, pending, sms, start, totp, withBudget } from "./examples.ts";
import { decideOn, expectWritten } from "./expectations.ts";

/** An app that was removed at `start` while another one stayed: its link freezes, its code undoes. */
const link = "AAAAAAAAAAA";
const until = start + 72 * hour;
const change = (id: string, end = until, froze = false) => ({ link: id, until: end, froze });
const old = totp("old", { activeSince: start - 90 * day, preferred: true });
const kept = sms("kept", { activeSince: start - 72 * hour, preferred: true });
const young = totp("young", { activeSince: start - 72 * hour + 1 });
const staged = { factor: old, changedAt: start, until };
const account = accountWith([kept, young, totp("begun", pending)], {
  staged,
  changes: [change("BBBBBBBBBBB", start + hour), change(link)],
});

describe("the id of a link", () => {
  it("is the first half of its event's id, as base64url", () => {
    const id = Buffer.from("fbff00112233445566778899aabbccdd", "hex").toString("base64url");
    expect(linkIdOf(`evt_${id}`)).toBe(Buffer.from("fbff001122334455", "hex").toString("base64url"));
  });

  it("goes to the change, or the closed method, that waits for one, and to no other", () => {
    const waiting = { ...account, changes: [change("BBBBBBBBBBB"), change("")] };
    expect(withLinkId(waiting, link)).toEqual({ ...account, changes: [change("BBBBBBBBBBB"), change(link)] });
    const closing = { closedAt: start, reopenedAt: 0, onTrial: false };
    const closed = withBudget(withBudget(account, "totp", { closing: { ...closing, link: "" } }), "sms", {
      closing: { ...closing, link: "BBBBBBBBBBB" },
    });
    const named = { ...closed.guesses.totp, closing: { ...closing, link } };
    expect(withLinkId(closed, link)).toEqual({ ...closed, guesses: { ...closed.guesses, totp: named } });
    const plain = accountWith([kept]);
    expect(withLinkId(plain, link)).toStrictEqual(plain);
  });
});

describe("what a removal leaves", () => {
  it("goes by itself, each part at its own end", () => {
    const all = { ...account, frozenUntil: start + 2 * hour };
    const left = (now: number) => {
      const { changes, frozenUntil, staged: stays } = withoutExpiredUndo(all, now);
      return [changes?.map((one) => one.link), frozenUntil, stays];
    };
    expect(left(start + hour - 1)).toEqual([["BBBBBBBBBBB", link], start + 2 * hour, staged]);
    expect(left(start + hour)).toEqual([[link], start + 2 * hour, staged]);
    expect(left(start + 2 * hour - 1)).toEqual([[link], start + 2 * hour, staged]);
    expect(left(start + 2 * hour)).toEqual([[link], undefined, staged]);
    expect(left(until)).toEqual([undefined, undefined, undefined]);
    const plain = accountWith([kept]);
    expect(withoutExpiredUndo(plain, start)).toStrictEqual(plain);
    expect(withoutExpiredUndo(all, until)).not.toHaveProperty("changes");
    expect(withoutExpiredUndo(all, until)).not.toHaveProperty("frozenUntil");
  });

  it("is of the factor that was active longest, and none of one that never was", () => {
    const plain = accountWith([kept]);
    const made = { changedAt: start, until };
    expect(staging(plain, [young, totp("begun", pending), old, kept], at())).toEqual({
      staged: { factor: old, ...made },
      changes: [change("")],
    });
    expect(staging(plain, [totp("begun", pending)], at())).toStrictEqual({});
    expect(staging(account, [totp("begun", pending)], at())).toEqual({ staged, changes: account.changes });
    expect(staging(account, [totp("begun", pending)], at(until))).toStrictEqual({});
    expect(staging(account, [totp("twin", { activeSince: old.activeSince })], at()).staged).toEqual(staged);
  });

  it("is the links of six changes: a seventh pushes out the second", () => {
    const six = ["1", "2", "3", "4", "5", "6"].map((id) => change(id));
    const links = (changes: typeof six) =>
      staging({ ...account, changes }, [young], at()).changes?.map((one) => one.link);
    expect(links(six.slice(0, 5))).toEqual(["1", "2", "3", "4", "5", ""]);
    expect(links(six)).toEqual(["1", "3", "4", "5", "6", ""]);
  });
});

describe("the link of a change", () => {
  it("freezes once, for a day, and ends the remembered devices; another link may freeze again", () => {
    const one = accountWith([kept], { changes: [change("BBBBBBBBBBB"), change(link)], devices: [device("dev_1")] });
    expect(changeState(one, link, at())).toBe("open");
    const changes = [change("BBBBBBBBBBB"), change(link, until, true)];
    const changed = expectWritten(one, (it) => freeze(it, link, at()), {
      changes: { devices: [], changes, frozenUntil: start + day },
      event: { type: "account.frozen", data: {} },
      outcome: { state: "done" },
      also: [{ type: "device.ended", data: { deviceId: "dev_1", why: "user" } }],
    });
    expect(changeState(changed, link, at())).toBe("done");
    expect(changeState(changed, "BBBBBBBBBBB", at())).toBe("open");
    const again = (hours: number) => decideOn(changed, (it) => freeze(it, link, at(start + hours * hour)));
    expect(again(24 - 1 / 3_600_000)).toStrictEqual({ outcome: { ok: true, state: "done" } });
    expect(again(24)).toStrictEqual({ outcome: { ok: true, state: "over" } });
    const { frozenUntil: _, ...thawed } = changed;
    expect(freeze(thawed, link, at()).outcome).toEqual({ ok: true, state: "over" });
  });

  it("without a remembered device freezes without a further event", () => {
    const { write } = freeze({ ...account, devices: [] }, link, at());
    expect(write).not.toHaveProperty("also");
  });

  it("does nothing once it is over, nor if it is of another account", () => {
    for (const [id, now] of [
      [link, until],
      ["CCCCCCCCCCC", start],
    ] as const) {
      expect(changeOfLink(account, id, at(now))).toBeNull();
      expect(changeState(account, id, at(now))).toBe("done");
      expect(decideOn(account, (it) => freeze(it, id, at(now)))).toStrictEqual({
        outcome: { ok: true, state: "over" },
      });
    }
    expect(changeOfLink(accountWith([kept]), link, at())).toBeNull();
  });
});

it("the staged factor comes back by a link of its time, and until its own end", () => {
  const refusal = { ok: false, refusal: { code: "challenge_expired" } };
  expect(undoable(account, link, at(until - 1))).toEqual({ ok: true, staged });
  const lasting = { ...account, changes: [change(link, until + hour)] };
  expect(undoable(lasting, link, at(until - 1)).ok).toBe(true);
  expect(undoable(lasting, link, at(until))).toEqual(refusal);
  expect(undoable(account, "CCCCCCCCCCC", at())).toEqual(refusal);
});

it("a freeze stops changes to its last moment, but no first set-up and none of a recovery", () => {
  const frozenUntil = start + hour;
  const state = { ...account, frozenUntil };
  expect(frozen(state, { now: frozenUntil - 1 })).toEqual({ code: "account_frozen", retryAt: frozenUntil });
  expect(frozen(state, { now: frozenUntil })).toBeNull();
  expect(frozen(account, { now: start })).toBeNull();
  expect(frozen(accountWith([totp("begun", pending)], { frozenUntil }), { now: start })).toBeNull();
  const recovering = { ...state, factors: [kept, totp("new", { ...pending, recovers: true })] };
  expect(frozen(recovering, { now: start }, "new")).toBeNull();
  expect(frozen(recovering, { now: start }, "kept")).toMatchObject({ code: "account_frozen" });
  expect(frozen(recovering, { now: start })).toMatchObject({ code: "account_frozen" });
});

describe("a proof of the staged factor", () => {
  const judged = { ...old, lastStep: 9 };
  const verified: Verified = {
    method: "totp",
    factorId: "old",
    backupCodesRemaining: 10,
    failedBefore: 0,
    epoch: 3,
  };
  const alone = withStagedAlone(account, staged);
  const accepted = { ok: true, ...verified } as const;
  const refusal = { ok: false, refusal: { code: "code_already_used" } } as const;
  const event: EventDraft = { type: "recovery.cancelled", data: { by: "login" } };

  it("is judged as if it were the only one", () => {
    expect(alone).toEqual({ ...account, factors: [old], backupCodes: null });
  });

  it("that is refused changes the staged one alone", () => {
    const decided = { ...alone, factors: [judged], smsDay: { since: start, count: 3 } };
    const wrong: Decision<Verified> = { write: { account: decided }, outcome: refusal };
    expect(undoneBy(account, staged, wrong, at())).toStrictEqual({
      write: { account: { ...account, smsDay: decided.smsDay, staged: { ...staged, factor: judged } } },
      outcome: refusal,
    });
    expect(undoneBy(account, staged, { outcome: refusal }, at())).toStrictEqual({ outcome: refusal });
  });

  it("that closes its method closes it for the active factors of its type too, not for others", () => {
    const closed = { ...old, disabled: true as const };
    const after = fromStagedAlone(account, staged, { ...alone, factors: [closed] });
    expect(after.factors).toEqual([kept, { ...young, disabled: true }, totp("begun", pending)]);
    expect([after.staged, after.backupCodes]).toEqual([{ ...staged, factor: closed }, account.backupCodes]);
    const before = { ...staged, factor: closed };
    expect(fromStagedAlone(account, before, { ...alone, factors: [closed] }).factors).toEqual(account.factors);
    expect(fromStagedAlone(account, staged, { ...alone, factors: [] }).staged).toEqual(staged);
  });

  const undoOf = (state: typeof account, also?: readonly EventDraft[]) =>
    undoneBy(
      state,
      staged,
      {
        write: { account: { ...withStagedAlone(state, staged), factors: [judged] }, ...(also && { also }) },
        outcome: accepted,
      },
      at(),
    );

  it("undoes: what was activated in the three days before or since goes, with codes, devices and tokens", () => {
    const bypassCode = { salt: new Uint8Array(16), digest: new Uint8Array(16), until, used: false };
    const state = {
      ...account,
      backupCodes: { ...backupSet(), used: 0b101 },
      devices: [device("dev_1")],
      bypassCode,
      frozenUntil: start + hour,
    };
    const { write, outcome } = undoOf(state);
    expect(outcome).toStrictEqual({ ok: true });
    expect(write?.event).toEqual({
      type: "change.undone",
      data: { factorId: "old", factorType: "totp", removed: ["young"], backupCodes: 8 },
    });
    expect(write?.also).toEqual([{ type: "device.ended", data: { deviceId: "dev_1", why: "factor" } }]);
    const { staged: _staged, changes: _changes, bypassCode: _code, frozenUntil: _until, ...rest } = state;
    expect(write?.account).toStrictEqual({
      ...rest,
      factors: [{ ...kept, preferred: false }, judged],
      backupCodes: null,
      devices: [],
      epoch: state.epoch + 1,
      exemptTokenId: null,
    });
  });

  it("keeps the events of its own decision, and adds none where no device was", () => {
    expect(undoOf({ ...account, devices: [] }, [event]).write?.also).toEqual([event]);
    expect(undoOf({ ...account, devices: [] }).write).not.toHaveProperty("also");
    expect(undoOf(account, [event]).write?.also?.map(({ type }) => type)).toEqual([
      "recovery.cancelled",
      "device.ended",
    ]);
  });

  it("gives back a factor that was closed meanwhile, open, and leaves the preference where it was not its own", () => {
    const closed = { ...staged, factor: { ...old, preferred: false, disabled: true as const } };
    const decided = { ...withStagedAlone(account, closed), factors: [closed.factor] };
    const { write } = undoneBy(account, closed, { write: { account: decided }, outcome: accepted }, at());
    expect(write?.account.factors).toStrictEqual([kept, { ...old, preferred: false }]);
  });
});
