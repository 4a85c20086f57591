/** @module-tag histories */
import fc from "fast-check";
import { expect, it } from "vitest";
import { accept } from "../../shared/account/accept.ts";
import type { Account } from "../../shared/account/account.ts";
import type { Decision } from "../../shared/account/decision.ts";
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
import { decideOn } from "./expectations.ts";
import { rules, start, totp } from "./examples.ts";
import { approval, delay, hour, off, owner } from "./recovering.ts";

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
const nothing = (): Facts => ({
  confirmedAt: 0,
  toldAt: 0,
  channels: 0,
  approved: false,
  suspect: false,
  isOver: true,
});

/** A set-up and its confirmation: from then on the new app is the only factor. */
function setUpAfresh(account: Account, now: number): Account {
  const app = totp(`fac_${String(now)}`, { createdAt: now, activeSince: null });
  const begun = {
    write: { account: withPending(beforeRecovered(account), app, null) },
    outcome: { ok: true },
  } as const;
  const marked = asRecovering(account, begun).write?.account ?? account;
  const factor = marked.factors.find(({ id }) => id === app.id);
  if (factor?.type !== "totp") throw new Error("An app was set up");
  const done = activate(marked, factor, { now, rules }).write?.account ?? marked;
  expect(done.factors.map(({ id }) => id)).toEqual([app.id]);
  return { ...done, factors: [...done.factors, ...owner.factors] };
}

it("no history completes before its time, without a due approval, twice, or after it was ended", () => {
  let completions = 0;
  let ends = 0;
  const run = (strict: boolean, steps: readonly { kind: string; hours: number; channels: number }[]) => {
    let account: Account = owner;
    let now = start;
    let facts = nothing();
    let lockedAt = Number.NEGATIVE_INFINITY;
    let lastWait = Number.NEGATIVE_INFINITY;
    let [isOff, recoveryFrom] = [false, 0];
    let mails: number[] = [];
    for (const { kind, hours, channels } of steps) {
      now += hours * hour;
      const at = { now, rules };
      const policy = isOff ? { ...off, recoveryFrom: now } : { ...(strict ? approval : delay), recoveryFrom };
      const decide = <T>(command: (it: Account) => Decision<T>): Decision<T> => {
        const decision = decideOn(account, command);
        account = decision.write?.account ?? account;
        return decision;
      };
      switch (kind) {
        case "ask": {
          const { outcome } = decide((it) => askRecovery(it, { id: `r${String(now)}`, canMail: true }, policy, at));
          if (!outcome.ok) break;
          if (outcome.mail) mails = [...mails.filter((one) => one > now - 24 * hour), now];
          expect(mails.length).toBeLessThanOrEqual(3 * 2);
          if (outcome.recovery.state === "asked") facts = nothing();
          break;
        }
        case "confirm": {
          const { outcome } = decide((it) => confirmRecovery(it, true, policy, at));
          if (!outcome.ok) break;
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
          decide((it) => recoveryTold(it, channels, now));
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
        default: {
          const { outcome } = decideOn(account, (it) => judgeCompletion(it, true, policy, at));
          if (!outcome.ok) break;
          completions += 1;
          expect(facts.isOver).toBe(false);
          expect(facts.toldAt).toBeGreaterThan(0);
          const least = facts.channels === 1 ? 168 : 72;
          expect(now).toBeGreaterThanOrEqual(Math.max(facts.toldAt, facts.confirmedAt) + least * hour);
          if (strict || facts.suspect) expect(facts.approved).toBe(true);
          expect(now).toBeLessThan(facts.confirmedAt + 60 * 24 * hour);
          if (channels % 2 === 0) break;
          account = setUpAfresh(account, now);
          facts.isOver = true;
          ends += 1;
        }
      }
    }
  };
  fc.assert(fc.property(fc.boolean(), history, run), { numRuns: 3000 });
  expect(completions).toBeGreaterThan(300);
  expect(ends).toBeGreaterThan(100);
});
