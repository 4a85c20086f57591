import type { AccountEvent } from "./events.ts";
import type { Instant } from "./instant.ts";
import { isLimited } from "./reopen.ts";
import { budgetOf, type Closing, forEachMethod, type LoginMethod, type Method, wrongCodes } from "./guess-budget.ts";

/** Wrong codes of one method that the backup does not know of. */
export interface LostGuesses {
  /** A success, a reset or a new factor has cleared what came before. */
  readonly cleared: boolean;
  readonly failures: number;
  readonly lockedUntil: Instant;
  readonly disabled: boolean;
  /** The last reopening, and whether no right code came since; null: none. */
  readonly reopened: Pick<Closing, "reopenedAt" | "onTrial"> | null;
  /** When wrong codes last disabled it; 0: they did not. */
  readonly closedAt: Instant;
  /** Codes that wrong ones were compared with: no success clears them. */
  readonly compared: number;
}

/** History of one user after the backup was taken, by the audit log. */
export interface LostHistory {
  readonly erased: boolean;
  /** A reset, or the user switched 2FA off. */
  readonly switchedOff: boolean;
  readonly removed: ReadonlySet<string>;
  /** Factors confirmed since and not gone again. The backup does not have those that were also set up since. */
  readonly activated: ReadonlySet<string>;
  readonly preRegistrationChanged: boolean;
  /** The last word of an admin was that the user must use a second factor. */
  readonly required: boolean;
  readonly guesses: Readonly<Record<Method, LostGuesses>>;
  readonly wrongAt: readonly Instant[];
  readonly smsAt: readonly Instant[];
  /** 0: no recovery began to wait. */
  readonly recoveryWaitedAt: Instant;
}

const none: LostGuesses = {
  cleared: false,
  failures: 0,
  lockedUntil: 0,
  disabled: false,
  reopened: null,
  closedAt: 0,
  compared: 0,
};
const cleared: LostGuesses = { ...none, cleared: true };

export const nothingLost: LostHistory = {
  erased: false,
  switchedOff: false,
  removed: new Set(),
  activated: new Set(),
  preRegistrationChanged: false,
  required: false,
  guesses: forEachMethod(none),
  wrongAt: [],
  smsAt: [],
  recoveryWaitedAt: 0,
};

/** The log delivers at least once and in any order. */
export function historyOf(events: readonly AccountEvent[]): LostHistory {
  const byId = new Map(events.map((event) => [event.id, event]));
  return [...byId.values()].toSorted((one, other) => one.at - other.at).reduce(after, nothingLost);
}

function after(history: LostHistory, event: AccountEvent): LostHistory {
  switch (event.type) {
    case "factor.activated": {
      const { factorId, factorType, first } = event.data;
      const ofType = factorType === "unknown" ? [] : countedBy(factorType);
      const anew = clear(history, "enrollment", ...ofType, ...(first ? (["backup_code"] as const) : []));
      return { ...anew, activated: new Set([...history.activated, factorId]) };
    }
    case "factor.removed": {
      const { factorId } = event.data;
      return { ...history, removed: new Set([...history.removed, factorId]), activated: without(history, factorId) };
    }
    case "two_factor.disabled":
      return { ...history, switchedOff: true, activated: new Set() };
    case "change.undone": {
      const { factorId, removed } = event.data;
      const activated = new Set([...history.activated].filter((id) => !removed.includes(id)));
      return {
        ...history,
        removed: new Set([...history.removed, ...removed].filter((id) => id !== factorId)),
        activated: activated.add(factorId),
      };
    }
    case "account.reset":
      return {
        ...history,
        switchedOff: true,
        activated: new Set(),
        guesses: forEachMethod(cleared),
        wrongAt: [],
        smsAt: [],
      };
    case "account.erased":
      return { ...nothingLost, erased: true };
    case "account.restored":
      // An earlier restore left it shut: the factor that nobody has stands for the one that was lost then.
      return event.data.shut ? { ...history, activated: new Set([...history.activated, event.id]) } : history;
    case "factor.imported":
      // Its id is not told: the id of the event stands for the factor that was lost.
      return { ...history, activated: new Set([...history.activated, event.id]) };
    case "backup_codes.regenerated":
      return clear({ ...history, guesses: withGuesses(history, "backup_code", { disabled: false }) }, "backup_code");
    case "login.succeeded":
      return clear(history, ...countedBy(event.data.method));
    case "code.rejected":
      return countWrong(history, event, {});
    case "method.locked":
      return countWrong(history, event, { lockedUntil: Date.parse(event.data.until) });
    case "method.disabled":
      return countWrong(history, event, { disabled: true, closedAt: event.at });
    case "method.reopened":
      return reopened(history, event);
    case "recovery.waiting":
      return { ...history, recoveryWaitedAt: Math.max(history.recoveryWaitedAt, event.at) };
    case "recovery.completed":
      return { ...history, switchedOff: true, activated: new Set([event.data.factorId]) };
    case "sms.requested":
      return { ...history, smsAt: [...history.smsAt, event.at] };
    case "phone.pre_registered":
    case "phone.pre_registration_removed":
      return { ...history, preRegistrationChanged: true };
    case "requirement.changed":
      return { ...history, required: event.data.required === true };
    // Exhaustive, so that a new event that takes something away is not forgotten: these took nothing.
    case "factor.enrollment_started":
    case "factor.updated":
    case "passkey.counter_fell":
    case "sms.failed":
    case "sms.undelivered":
    case "sms.paused":
    case "contact.changed":
    case "account.frozen":
    // A restore ends all devices, whatever became of them.
    case "device.trusted":
    case "login.remembered":
    case "device.ended":
    // A restore ends a recovery under way.
    case "recovery.asked":
    case "recovery.approved":
    case "recovery.cancelled":
    case "tenant.erased":
    // Whom a restore fenced has no grace any more.
    case "grace.started":
    case "factors.exported":
    case "policy.updated":
    // A restore drops bypass codes.
    case "bypass_code.issued":
    case "caller.checked":
    case "approval.requested":
    case "approval.granted":
    case "approval.dropped":
      return history;
  }
}

function countedBy(method: LoginMethod): readonly Method[] {
  const budget = budgetOf[method];
  return budget === null ? [] : [budget];
}

const without = ({ activated }: LostHistory, factorId: string): ReadonlySet<string> =>
  new Set([...activated].filter((id) => id !== factorId));

/** A right code or a new factor: what was disabled before stays so, and the slow budget goes on. */
const clear = (history: LostHistory, ...which: readonly Method[]): LostHistory =>
  which.reduce((sofar, method) => {
    const { reopened: before } = sofar.guesses[method];
    const over = { cleared: true, failures: 0, lockedUntil: 0, reopened: before && { ...before, onTrial: false } };
    return { ...sofar, guesses: withGuesses(sofar, method, over) };
  }, history);

const withGuesses = (
  { guesses }: LostHistory,
  method: Method,
  change: Partial<LostGuesses>,
): Readonly<Record<Method, LostGuesses>> => ({ ...guesses, [method]: { ...guesses[method], ...change } });

function reopened(
  history: LostHistory,
  { data: { method, by }, at }: Extract<AccountEvent, { readonly type: "method.reopened" }>,
): LostHistory {
  const before = history.guesses[method].reopened?.reopenedAt ?? 0;
  const open = { cleared: true, failures: 0, lockedUntil: 0, disabled: false };
  const change = { ...open, reopened: { reopenedAt: isLimited[by] ? at : before, onTrial: true } };
  return { ...history, guesses: withGuesses(history, method, change) };
}

type WrongCode = Extract<AccountEvent, { readonly type: "code.rejected" | "method.locked" | "method.disabled" }>;

function countWrong(history: LostHistory, { data, at }: WrongCode, more: Partial<LostGuesses>): LostHistory {
  if (!wrongCodes[data.method].spend) return history;
  const before = history.guesses[data.method];
  const counted = {
    ...before,
    failures: before.failures + 1,
    compared: before.compared + data.compared,
    ...more,
  };
  return {
    ...history,
    guesses: withGuesses(history, data.method, counted),
    wrongAt: [...history.wrongAt, at],
  };
}
