import { type Account, mayLearnContact, withContact, withoutExpired } from "../account/account.ts";
import { linkIdOf, withLinkId, withoutExpiredUndo } from "../account/undo.ts";
import { type At, type Decision, type Outcome, type Refusal, refuse, refused } from "../account/decision.ts";
import type { Actor, EventDraft } from "../account/events.ts";
import type { AccountStore, AccountWithChallenges, UserKey } from "../ports/stores.ts";
import { setTimeout as wait } from "node:timers/promises";
import { newId, type Services } from "../runtime/services.ts";
import type { Clock, Random } from "../ports/clock.ts";
import type { UserIdentity } from "../identity/tokens.ts";
import type { Vault } from "../ports/vault.ts";
import { contactOf, sealSubject } from "./sealed-values.ts";
import type { TrustedIssuer } from "../settings/issuer.ts";
import type { Caller } from "../identity/caller.ts";
import { closed, isPartlyDisabled } from "../account/guesses.ts";
import { isoTime } from "../account/instant.ts";
import { methods } from "../account/guess-budget.ts";

/**
 * One account as a step may use it. The route's access level is checked against the very version that is read or written,
 * so no step can forget it and no race can slip past it.
 */
export interface AccountAccess {
  readonly user: UserKey;
  /** `needsChallenges`: with the challenges and credentials of the user's factors; else there are none in the state. */
  read(needsChallenges?: boolean): Promise<Outcome<AccountWithChallenges>>;
  change<T>(decide: Decide<T>, needsChallenges?: boolean): Promise<Outcome<T>>;
  /** Puts down who the user is, if nobody did: before the write that activates a first factor. */
  putWho(): Promise<void>;
}

interface OpenedAccount {
  readonly user: UserKey;
  readonly identity: UserIdentity;
  readonly actor: Actor;
  /** An admin acts on it: then who acts, and whom it is about, is put down before any write. */
  readonly beforeActing?: () => Promise<void>;
  readonly permit: (account: Account) => Refusal | null;
  /** A change that the caller's token brings about, before all else; null: none is due. */
  readonly due?: ((account: Account) => Decision<object> | null) | undefined;
}

/** Opens one account to a step, behind the permit of its route's access level. */
export function accountAccess(services: ChangeServices, of: OpenedAccount): AccountAccess {
  const { user, permit, due = () => null } = of;
  let isDown = false;
  const putWho = async (): Promise<void> => {
    if (isDown) return;
    const { accounts, vault } = services;
    if ((await accounts.readWho(user)) === null)
      await accounts.putWho(user, await sealSubject(vault, user, of.identity));
    isDown = true;
  };
  const change = async <T>(decide: Decide<T>, withChallenges: boolean): Promise<Outcome<T>> =>
    changeAccount(services, { ...of, withChallenges }, async (state) => {
      const refusal = permit(state.account);
      if (refusal) return refuse(refusal);
      const decision = await decide(state);
      if (decision.write && of.beforeActing) {
        await putWho();
        await of.beforeActing();
      }
      return decision;
    });
  const bringAbout = async (): Promise<Outcome<object>> =>
    change(({ account }) => due(account) ?? { outcome: { ok: true } }, false);

  return {
    user,
    putWho,
    read: async (withChallenges = false) => {
      for (;;) {
        const { account, challenges, credentials } = await readState(services.accounts, user, withChallenges);
        const refusal = permit(account);
        if (refusal) return refused(refusal);
        if (due(account) === null) return { ok: true, account, challenges, credentials };
        const outcome = await bringAbout();
        if (!outcome.ok) return outcome;
      }
    },
    change: async (decide, withChallenges = false) => {
      for (;;) {
        let waits = false;
        const outcome = await change((state) => {
          waits = due(state.account) !== null;
          return waits ? refuse({ code: "busy" }) : decide(state);
        }, withChallenges);
        if (!waits) return outcome;
        const brought = await bringAbout();
        if (!brought.ok) return brought;
      }
    },
  };
}

/**
 * A token that names an address is the only way to know where to tell a user of a second factor that somebody else sets up. Beside an
 * active factor only a right code names one.
 */
export async function learnContact(
  vault: Vault,
  { account, at, ...named }: { readonly account: AccountAccess; readonly at: At } & Parameters<typeof contactOf>[2],
  known: Account,
): Promise<Outcome<object>> {
  const contact = mayLearnContact(known) ? await contactOf(vault, account.user, named, known) : null;
  if (contact === null) return { ok: true };
  return account.change((state) =>
    mayLearnContact(state.account)
      ? { write: { account: withContact(state.account, contact, at.now) }, outcome: { ok: true } }
      : { outcome: { ok: true } },
  );
}

const maxTries = 12;
const longestPauseMillis = 25;

export type Decide<T> = (state: AccountWithChallenges) => Decision<T> | Promise<Decision<T>>;

export interface ChangeServices {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly vault: Vault;
}

/**
 * The one way in which an account changes: read, decide, write on the condition that nobody wrote meanwhile, else start again.
 * Refuses with `busy` after too many lost races.
 */
async function changeAccount<T>(
  { accounts, clock, random }: ChangeServices,
  { user, actor, withChallenges }: { readonly user: UserKey; readonly actor: Actor; readonly withChallenges: boolean },
  decide: Decide<T>,
): Promise<Outcome<T>> {
  let tried: { readonly eventId: string; readonly outcome: Outcome<T> } | null = null;
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const state = await readState(accounts, user, withChallenges);
    // The earlier write had landed, only its answer was lost: its decision stands.
    if (tried !== null && state.lastEventId === tried.eventId) return tried.outcome;
    const { write, outcome } = await decide(state);
    if (!write) return outcome;
    const now = clock.now();
    const [event, ...also] = eventsOf(write).map((draft) => ({ ...draft, id: newId("evt", random), at: now, actor }));
    const linked = event ? withLinkId(write.account, linkIdOf(event.id)) : write.account;
    const account = withoutExpiredUndo(withoutExpired(linked, now), now);
    const written = await accounts.write(user, account, event, also);
    if (written === "written") return outcome;
    tried = event ? { eventId: event.id, outcome } : null;
    await wait(random.below(longestPauseMillis));
  }
  return refused({ code: "busy" });
}

/** A change that no caller brings about, but the service itself. */
export const changeBySystem = async <T>(
  services: ChangeServices,
  user: UserKey,
  decide: Decide<T>,
): Promise<Outcome<T>> => changeAccount(services, { user, actor: system, withChallenges: false }, decide);
const system: Actor = { role: "system", ref: "recovery" };

const eventsOf = ({ event, also = [] }: NonNullable<Decision<unknown>["write"]>): readonly EventDraft[] =>
  event === undefined ? [] : [event, ...also];

const readState = async (accounts: AccountStore, user: UserKey, withChallenges: boolean) =>
  withChallenges
    ? accounts.readWithChallenges(user)
    : { challenges: [], credentials: [], ...(await accounts.read(user)) };

/** A decision with what the answer to it needs. */
export const withPrepared = async <T, R extends object>(
  { outcome, ...decision }: Decision<T>,
  prepare: (allowed: T) => Promise<R>,
): Promise<Decision<T & R>> => ({
  ...decision,
  outcome: outcome.ok ? { ...outcome, ...(await prepare(outcome)) } : outcome,
});

/** Power over others by the login's token, at whichever app. */
export const holdsRole = (
  { adminRole, operatorRole }: Pick<TrustedIssuer, "adminRole" | "operatorRole">,
  roles: readonly string[],
): boolean => roles.some((role) => role === adminRole || role === operatorRole);

/** For the write that redeems a code: an account that ever had power over others is not recovered without somebody's word. */
export const roleHeld = ({ settings }: Pick<Services, "settings">, { issuerId, roles }: Caller): boolean =>
  settings.trustedIssuers.some((issuer) => issuer.id === issuerId && holdsRole(issuer, roles));

/** Puts down that the account has power over others, in a write that redeems a code. */
export const withHeldRole = <T>(decision: Decision<T>, isHeld: boolean): Decision<T> =>
  decision.write && decision.outcome.ok && isHeld
    ? { ...decision, write: { ...decision.write, account: { ...decision.write.account, heldRole: true } } }
    : decision;

/** The state of each method's guess budget. */
export const throttleView = (account: Account, at: At) => {
  const entries = methods.map((method) => {
    const locked = closed(account, method, at);
    const lockedUntil = locked?.code === "too_many_attempts" ? isoTime(locked.retryAt) : null;
    const { failures } = account.guesses[method];
    return [method, { failures, lockedUntil, disabled: isPartlyDisabled(account, method, at) }] as const;
  });
  return Object.fromEntries(entries) as Record<(typeof methods)[number], (typeof entries)[number][1]>;
};
