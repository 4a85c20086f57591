import { describe, expect, it } from "vitest";
import { accept } from "../../shared/account/accept.ts";
import type { Account } from "../../shared/account/account.ts";
import type { Decision } from "../../shared/account/decision.ts";
import { loginMethods } from "../../shared/account/guess-budget.ts";
import { activate, withPending } from "../../shared/account/enroll.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { reset } from "../../shared/account/remove.ts";
import { cancelRecovery, recoveryAt } from "../../shared/account/recovery-standing.ts";
import {
  approveRecovery,
  asRecovering,
  askRecovery,
  beforeRecovered,
  confirmRecovery,
  judgeCompletion,
  recoveryTold,
} from "../../shared/account/recovery.ts";
import { historyOf } from "../../shared/account/lost-history.ts";
import { restore } from "../../shared/account/restore.ts";
import { decideOn } from "./expectations.ts";
import { backupSet, pending, sms, totp } from "./examples.ts";
import { after, approval, at, delay, hour, off, owner } from "./recovering.ts";

const ask = (account: Account, policy: Policy, hours: number) =>
  askRecovery(account, { id: "AAAAAAAAAAA", canMail: true }, policy, at(hours));

const asked = after(owner, ask(owner, delay, 0));
const untold = after(asked, confirmRecovery(asked, true, delay, at()));
const waiting = after(untold, recoveryTold(untold, 2, delay, at().now));
const guarded = after(waiting, confirmRecovery(asked, true, approval, at()));
const states: Readonly<Record<string, readonly [account: Account, hours: number, policy: Policy]>> = {
  none: [owner, 0, delay],
  asked: [asked, 1, delay],
  "its code too old": [asked, 24, delay],
  "waiting, not told yet": [untold, 100, delay],
  waiting: [waiting, 71.9, delay],
  "waiting for an approval": [after(guarded, recoveryTold(guarded, 2, delay, at().now)), 73, approval],
  ready: [waiting, 72, delay],
  over: [waiting, 144, delay],
  "switched off": [waiting, 72, off],
};

type Command = (account: Account, policy: Policy, hours: number) => Decision<unknown>;
const commands: Readonly<Record<string, Command>> = {
  ask,
  "confirm, right": (account, policy, hours) => confirmRecovery(account, true, policy, at(hours)),
  "confirm, wrong": (account, policy, hours) => confirmRecovery(account, false, policy, at(hours)),
  "complete, right": (account, policy, hours) => judgeCompletion(account, true, policy, at(hours)),
  "complete, wrong": (account, policy, hours) => judgeCompletion(account, false, policy, at(hours)),
  approve: (account, policy, hours) => approveRecovery(account, "Seen", policy, at(hours)),
  cancel: (account) => cancelRecovery(account, { by: "user" }),
};
const names = Object.keys(commands);

/** Answer, and the state that comes after it. */
function outcomeOf(state: string, command: string): string {
  const [account, hours, policy] = states[state] ?? [owner, 0, delay];
  const decision = decideOn(account, (it) => commands[command]?.(it, policy, hours) ?? { outcome: { ok: true } });
  const next = after(account, decision);
  const answer = decision.outcome.ok ? "ok" : decision.outcome.refusal.code;
  return `${answer} → ${recoveryAt(next, policy, at(hours).now)?.state ?? "none"}`;
}

const over = "challenge_expired → none";
const early = "recovery_not_ready → waiting";
const wrong = (state: string) => `invalid_code → ${state}`;
const used = (state: string) => `code_already_used → ${state}`;
/** In the order of the commands above. */
const table: readonly (readonly [state: string, ...outcomes: string[]])[] = [
  ["none", "ok → asked", over, over, over, over, "recovery_not_offered → none", "ok → none"],
  [
    "asked",
    "ok → asked",
    "ok → waiting",
    wrong("asked"),
    "recovery_not_ready → asked",
    "recovery_not_ready → asked",
    "recovery_not_ready → asked",
    "ok → none",
  ],
  [
    "its code too old",
    "ok → asked",
    "challenge_expired → asked",
    wrong("asked"),
    "recovery_not_ready → asked",
    "recovery_not_ready → asked",
    "recovery_not_ready → asked",
    "ok → none",
  ],
  [
    "waiting, not told yet",
    "ok → waiting",
    used("waiting"),
    wrong("waiting"),
    early,
    early,
    "ok → waiting",
    "ok → none",
  ],
  ["waiting", "ok → waiting", used("waiting"), wrong("waiting"), early, early, "ok → waiting", "ok → none"],
  [
    "waiting for an approval",
    "ok → waiting",
    used("waiting"),
    wrong("waiting"),
    early,
    early,
    "ok → ready",
    "ok → none",
  ],
  ["ready", "ok → ready", used("ready"), wrong("ready"), "ok → ready", wrong("ready"), "ok → ready", "ok → none"],
  ["over", "ok → asked", over, over, over, over, "recovery_not_offered → none", "ok → none"],
  ["switched off", "recovery_not_offered → none", over, over, over, over, "recovery_not_offered → none", "ok → none"],
];

describe.each(table)("a recovery that is %s", (state, ...outcomes) => {
  it.each(names.map((name, nth) => [name, outcomes[nth]] as const))("%s: %s", (command, outcome) => {
    expect(outcomeOf(state, command)).toBe(outcome);
  });
});

it("the table has a row for each state", () => {
  expect(table.map(([state]) => state)).toEqual(Object.keys(states));
});

const begun = (account: Account, factor = totp("fac_new", { ...pending, createdAt: at(72).now })): Account =>
  after(
    account,
    asRecovering(account, {
      write: { account: withPending(beforeRecovered(account), factor, null) },
      outcome: { ok: true },
    }),
  );

describe("a set-up by recovery", () => {
  const full: Account = {
    ...waiting,
    backupCodes: backupSet(),
    epoch: 4,
    devices: [{ id: "dev_1", uses: 0, lastUsedAt: 0, until: at(999).now, label: "Browser", createdAt: 0 }],
  };

  it("touches nothing that there is, and is marked", () => {
    const { factors, ...rest } = begun(full);
    expect(factors.slice(0, 2)).toEqual(full.factors);
    expect(factors[2]).toMatchObject({ id: "fac_new", activeSince: null, recovers: true });
    expect({ ...rest, factors: full.factors }).toEqual(full);
  });

  it("takes all there was in the write of its confirmation", () => {
    const account = begun(full);
    const factor = account.factors[2];
    if (factor?.type !== "totp") throw new Error("An app was set up");
    const { write, outcome } = decideOn(account, (it) => activate(it, factor, at(72)));
    expect(outcome).toMatchObject({
      ok: true,
      first: true,
      epoch: 5,
      replaced: [{ id: "fac_app" }, { id: "fac_phone" }],
    });
    expect(write?.account).toMatchObject({ epoch: 5, devices: [], backupCodes: null, exemptTokenId: null });
    expect(write?.account.factors).toEqual([expect.objectContaining({ id: "fac_new", preferred: true })]);
    expect(write?.account.factors[0]).not.toHaveProperty("recovers");
    expect(write?.account).not.toHaveProperty("recovery");
    expect([write?.event?.type, ...(write?.also ?? []).map(({ type }) => type)]).toEqual([
      "factor.activated",
      "recovery.completed",
      "device.ended",
    ]);
  });

  it.each([
    ["a login", (account: Account) => accept(account, "backup_code", null), "login"],
    ["an admin's reset", (account: Account) => reset(account, "Lost"), "admin"],
    [
      "a factor that is confirmed otherwise",
      (account: Account) => activate(account, sms("fac_phone", pending), at(72)),
      "factor",
    ],
  ] as const)("ends with %s, and leaves no set-up behind", (_, decide, by) => {
    const { write } = decideOn<unknown>(begun(full), decide);
    expect(write?.account.factors.some(({ recovers }) => recovers)).toBe(false);
    expect(write?.account).not.toHaveProperty("recovery");
    expect([write?.event, ...(write?.also ?? [])]).toContainEqual({ type: "recovery.cancelled", data: { by } });
  });
});

it("every login ends it but that with the help desk's code", () => {
  const goOn = loginMethods.filter((method) => accept(waiting, method, null).write?.account.recovery !== undefined);
  expect(goOn).toEqual(["bypass_code"]);
});

describe("the delay", () => {
  it.each([
    [0, null],
    [1, 168],
    [2, 72],
    [3, 72],
  ])("with %i channels told is %s hours, from when the last one took its notice", (took, hours) => {
    const { outcome } = decideOn(untold, (it) => recoveryTold(it, took, delay, at(2).now));
    expect(outcome).toEqual({ ok: true, readyAt: hours === null ? null : at(2 + hours).now });
  });

  it("is a week from the beginning where there is no phone", () => {
    const alone = { ...asked, factors: asked.factors.slice(0, 1) };
    expect(confirmRecovery(alone, true, delay, at()).outcome).toMatchObject({ recovery: { readyAt: at(168).now } });
  });

  it("does not begin again with a second delivery", () => {
    expect(recoveryTold(waiting, 2, delay, at(50).now)).toEqual({ outcome: { ok: true, readyAt: at(72).now } });
  });
});

it("a restore drops it, and the week counts on from the log", () => {
  const { factors } = waiting;
  const history = historyOf([
    {
      id: "evt_1",
      at: at(5).now,
      actor: { role: "user", ref: "usr_1" },
      type: "recovery.waiting",
      data: { readyAt: "2026-11-24T14:00:00.000Z", needsApproval: false },
    },
  ]);
  const restored = restore(waiting, history, at(10).now)?.account;
  expect(restored).not.toHaveProperty("recovery");
  expect(restored?.factors.map(({ id }) => id)).toEqual(factors.map(({ id }) => id));
  expect(restored?.recoveryTrace?.waitedAt).toBe(at(5).now);
});

it("a wrong code costs as much waiting as at a login, at most an hour, and the next login tells of it", () => {
  let account = asked;
  let now = at().now;
  const waits: number[] = [];
  for (let tries = 0; tries < 14; tries += 1) {
    account = after(account, confirmRecovery(account, false, delay, { ...at(), now }));
    const wait = Math.max(0, (account.recovery?.wrong.until ?? 0) - now);
    waits.push(wait / 1000);
    now += wait;
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  const guesses = { ...asked.guesses, failedSinceLogin: 14 };
  expect({ ...account, recovery: asked.recovery }).toEqual({ ...asked, guesses });
  expect(now - at().now).toBeLessThan(24 * hour);
  expect(confirmRecovery(account, true, delay, { ...at(), now: now - 1 }).outcome.ok).toBe(true);
});
