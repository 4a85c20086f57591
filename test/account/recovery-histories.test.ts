/** @module-tag histories */
import fc from "fast-check";
import { expect, it } from "vitest";
import { accept } from "../../shared/account/accept.ts";
import { type Account, formerContactsAt, isEnabled, withContact } from "../../shared/account/account.ts";
import type { Decision } from "../../shared/account/decision.ts";
import type { AccountEvent, EventDraft } from "../../shared/account/events.ts";
import { wrongCode } from "../../shared/account/guesses.ts";
import { cancelRecovery } from "../../shared/account/recovery-standing.ts";
import {
  approveRecovery,
  asRecovering,
  askRecovery,
  beforeRecovered,
  confirmRecovery,
  judgeCompletion,
  recoveryTold,
} from "../../shared/account/recovery.ts";
import { activate, withPending } from "../../shared/account/enroll.ts";
import { historyOf } from "../../shared/account/lost-history.ts";
import { restore } from "../../shared/account/restore.ts";
import { decideOn } from "./expectations.ts";
import { bytes, day, rules, start, totp } from "./examples.ts";
import { approval, delay, hour, off, owner } from "./recovering.ts";
import { ofLong } from "../harness/length.ts";

const kinds = [
  "ask",
  "confirm",
  "wrong",
  "told",
  "approve",
  "cancel",
  "login",
  "lock",
  "complete",
  "off",
  "on",
  "contact",
  "restore",
] as const;
const onward = ["approve", "complete", "complete", "ask", "confirm", "told"] as const;
const step = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...kinds) },
    { weight: 3, arbitrary: fc.constantFrom(...onward) },
  ),
  hours: fc.constantFrom(0, 0, 1, 24, 72, 100, 170),
  channels: fc.integer({ min: 0, max: 3 }),
});
const at0 = (kind: (typeof kinds)[number], channels = 2) => ({ kind, hours: 0, channels });
/** Most of what can go wrong comes after the beginning. */
const history = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.array(step, { minLength: 2, maxLength: 25 }))
  .map(([channels, steps]) => [at0("ask"), at0("confirm"), at0("told", channels), ...steps]);

/** Facts of a history that the law must heed, put down without asking it. */
interface Facts {
  confirmedAt: number;
  toldAt: number;
  channels: number;
  approved: boolean;
  suspect: boolean;
  isOver: boolean;
}
/** What a backup brings back, and where the log begins that it does not know of. */
interface Backup {
  readonly account: Account;
  readonly logged: number;
  readonly movedAt: number;
}
const nothing = (): Facts => ({
  confirmedAt: 0,
  toldAt: 0,
  channels: 0,
  approved: false,
  suspect: false,
  isOver: true,
});

type Written = NonNullable<Decision<unknown>["write"]>;

/** A set-up and its confirmation: from then on the new app is the only factor. */
function setUpAfresh(account: Account, now: number): Written {
  const app = totp(`fac_${String(now)}`, { createdAt: now, activeSince: null });
  const begun = {
    write: { account: withPending(beforeRecovered(account), app, null) },
    outcome: { ok: true },
  } as const;
  const marked = asRecovering(account, begun).write?.account ?? account;
  const factor = marked.factors.find(({ id }) => id === app.id);
  if (factor?.type !== "totp") throw new Error("An app was set up");
  const done = activate(marked, factor, { now, rules }).write ?? { account: marked };
  expect(done.account.factors.map(({ id }) => id)).toEqual([app.id]);
  return { ...done, account: { ...done.account, factors: [...done.account.factors, ...owner.factors] } };
}

it("no history completes before its time, without a due approval, twice, or after it was ended", () => {
  let completions = 0;
  let ends = 0;
  const seen = { restored: 0, moved: 0, settled: 0 };
  const run = (strict: boolean, steps: readonly { kind: string; hours: number; channels: number }[]) => {
    let account: Account = owner;
    let now = start;
    let facts = nothing();
    let lockedAt = Number.NEGATIVE_INFINITY;
    let lastWait = Number.NEGATIVE_INFINITY;
    let [isOff, recoveryFrom] = [false, 0];
    let mails: number[] = [];
    let movedAt = Number.NEGATIVE_INFINITY;
    const log: AccountEvent[] = [];
    const backups: Backup[] = [];
    const hasSettled = (at: number): void => {
      expect(at - movedAt).toBeGreaterThanOrEqual(30 * day);
      if (movedAt > 0) seen.settled += 1;
    };
    for (const { kind, hours, channels } of steps) {
      now += hours * hour;
      backups.push({ account, logged: log.length, movedAt });
      const at = { now, rules };
      const policy = isOff ? { ...off, recoveryFrom: now } : { ...(strict ? approval : delay), recoveryFrom };
      const decide = <T>(command: (it: Account) => Decision<T>): Decision<T> => {
        const decision = decideOn(account, command);
        account = decision.write?.account ?? account;
        logs(decision.write);
        return decision;
      };
      const logs = (write: Written | undefined): void => {
        const drafts: readonly (EventDraft | undefined)[] = [write?.event, ...(write?.also ?? [])];
        for (const draft of drafts)
          if (draft)
            log.push({ ...draft, id: `evt_${String(log.length)}`, at: now, actor: { role: "user", ref: "u" } });
      };
      switch (kind) {
        case "ask": {
          const { outcome } = decide((it) => askRecovery(it, { id: `r${String(now)}`, canMail: true }, policy, at));
          if (!outcome.ok) break;
          hasSettled(now);
          if (outcome.mail) mails = [...mails.filter((one) => one > now - 24 * hour), now];
          expect(mails.length).toBeLessThanOrEqual(3 * 2);
          if (outcome.recovery.state === "asked") facts = nothing();
          break;
        }
        case "confirm": {
          const { outcome } = decide((it) => confirmRecovery(it, true, policy, at));
          if (!outcome.ok) break;
          hasSettled(now);
          expect(now - lastWait).toBeGreaterThanOrEqual(168 * hour);
          lastWait = now;
          facts = { ...nothing(), confirmedAt: now, isOver: false, suspect: lockedAt > now - 168 * hour };
          break;
        }
        case "wrong":
          decide((it) => confirmRecovery(it, false, policy, at));
          break;
        case "told": {
          const isFirst = facts.toldAt === 0 && channels > 0;
          decide((it) => recoveryTold(it, channels, policy, now));
          if (isFirst) facts = { ...facts, toldAt: now, channels };
          break;
        }
        case "approve":
          if (decide((it) => approveRecovery(it, "Seen", policy, at)).outcome.ok) facts.approved = true;
          break;
        case "cancel":
          decide((it) => cancelRecovery(it, { by: "user" }));
          facts.isOver = true;
          break;
        case "login":
          decide((it) => accept(it, "totp", null));
          facts.isOver = true;
          break;
        case "lock":
          for (let tries = 0; tries < 5; tries += 1) decide((it) => wrongCode(it, "totp", at));
          lockedAt = now;
          facts.suspect = true;
          break;
        case "off":
          isOff = true;
          facts.isOver = true;
          break;
        case "on":
          if (isOff) recoveryFrom = now;
          isOff = false;
          break;
        case "contact": {
          if (formerContactsAt(account, now).length > 1) break;
          const mark = { hash: bytes(String(1000 + seen.moved)), verified: true };
          account = withContact(account, { sealed: bytes(`at ${String(now)}`), mark }, now);
          movedAt = now;
          // To the moment before it counts as settled, and to that moment.
          if (channels > 0) now += 30 * day - (channels === 1 ? 1 : 0);
          facts.isOver = true;
          seen.moved += 1;
          break;
        }
        case "restore": {
          const backup = backups.at(-1 - channels * 3) ?? backups[0];
          if (backup === undefined) break;
          const restored = restore(backup.account, historyOf(log.slice(backup.logged)), now);
          if (restored === null) break;
          ({ account } = restored);
          if (!isEnabled(account)) account = { ...account, factors: owner.factors };
          logs({ account, event: restored.event });
          ({ movedAt } = backup);
          mails = [];
          facts.isOver = true;
          seen.restored += 1;
          break;
        }
        default: {
          const { outcome } = decideOn(account, (it) => judgeCompletion(it, true, policy, at));
          if (!outcome.ok) break;
          completions += 1;
          hasSettled(now);
          expect(facts.isOver).toBe(false);
          expect(facts.toldAt).toBeGreaterThan(0);
          const least = facts.channels === 1 ? 168 : 72;
          expect(now).toBeGreaterThanOrEqual(Math.max(facts.toldAt, facts.confirmedAt) + least * hour);
          if (strict || facts.suspect) expect(facts.approved).toBe(true);
          expect(now).toBeLessThan(facts.confirmedAt + 60 * 24 * hour);
          if (channels % 2 === 0) break;
          const afresh = setUpAfresh(account, now);
          logs(afresh);
          ({ account } = afresh);
          facts.isOver = true;
          ends += 1;
        }
      }
    }
  };
  fc.assert(fc.property(fc.boolean(), history, run), { numRuns: ofLong(3000, 3) });
  expect(completions).toBeGreaterThan(ofLong(300, 10));
  expect(ends).toBeGreaterThan(ofLong(100, 10));
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(ofLong(50, 10));
});
