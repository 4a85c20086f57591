import { isDeepStrictEqual } from "node:util";
import type * as z from "zod/mini";
import { askApproval, type Approval, askedBefore, endApproval, isAsker, waitingView } from "../access/approvals.ts";
import { currentPolicy } from "../access/organisation-policy.ts";
import { type Account, isStored } from "../account/account.ts";
import { askedState, isStillAsked, mostWaiting } from "../account/help-desk.ts";
import type { Instant } from "../account/instant.ts";
import type { ApprovalAction } from "../account/help-desk-state.ts";
import type { Route } from "../contract/route.ts";
import { noReference } from "../ports/stores.ts";
import type { Services } from "../runtime/services.ts";
import { granted, Problem, secondsUntil } from "./problem.ts";
import { type AdminRequest, Reply } from "./step.ts";
import { maxBodyBytes } from "./gateway.ts";

/** An admin's call without what the route says of its fields. */
type AdminCall = Pick<AdminRequest<Route>, "tenant" | "caller" | "actor" | "at" | "target" | "putName">;
type Target = AdminCall["target"];
type Named = Parameters<Target>[0];

/** An act that waits for a second person where the policy asks for two. */
export interface Act<P, A> {
  readonly action: ApprovalAction;
  /** Of its route: the answer's to whoever approves. */
  readonly status: 200 | 201 | 204;
  readonly parameters: z.ZodMiniType<P>;
  /** Users that it is about. */
  users(parameters: P): readonly Named[];
  /** Of those that wait in part only. Absent: all do. */
  waits?(call: AdminCall, parameters: P, services: Services): Promise<boolean>;
  /** It has nothing to do of a user of whom nothing was ever kept, so nobody needs to approve it. */
  readonly needsKnownUser?: true;
  carryOut(call: AdminCall, parameters: P, services: Services): Promise<A>;
}

/** An act whose types follow from its parameters and its answer; callers of several see them alike, each behind its own schema. */
export const actOn = <P extends object, A>(act: Act<P, A>): Act<P, A> => act;

/** Carries the act out, or asks for the second person that the policy wants. */
export async function withSecondPerson<P extends object, A>(
  act: Act<P, A>,
  call: AdminCall,
  parameters: P,
  services: Services,
): Promise<A | Reply> {
  const { resetApproval } = await currentPolicy(services, call.tenant);
  const waits = resetApproval === "two" && (await (act.waits?.(call, parameters, services) ?? true));
  if (!waits) return act.carryOut(call, parameters, services);
  const users = await openedUsers(act.users(parameters), call);
  if (act.needsKnownUser && users.every(({ account }) => !isStored(account)))
    return act.carryOut({ ...call, target: targetOfNobody(call.target) }, parameters, services);
  refuseTooLong({ action: act.action, parameters });
  const [only, ...others] = users;
  const request = {
    action: act.action,
    parameters,
    states: users.map(({ account }) => askedState(account)),
    userRef: only && only.ref !== noReference && others.length === 0 ? only.ref : null,
  };
  const about = { tenant: call.tenant, actor: call.actor, now: call.at.now };
  const { same, fullUntil } = await askedBefore(services, about, call.caller, request);
  if (same !== null) return new Reply(202, waitingView(same));
  if (fullUntil !== null) throw tooManyWait(fullUntil, call.at.now);
  await call.putName();
  return new Reply(202, waitingView(await askApproval(services, about, call.caller, request)));
}

const tooManyWait = (until: Instant, now: Instant): Problem =>
  new Problem("too_many_attempts", {
    retryAfter: secondsUntil(until, now),
    extra: {
      detail: `Too much of what you asked for waits for a second person (at most ${String(mostWaiting.aboutOne)} about one user, ${String(mostWaiting.inAll)} in all). Have it approved, or give some of it up.`,
    },
  });

/** The approver repeats it, in a body that names the action too. */
function refuseTooLong(repeated: object): void {
  if (Buffer.byteLength(JSON.stringify(repeated)) > maxBodyBytes) throw new Problem("payload_too_large");
}

const openedUsers = async (
  users: readonly Named[],
  { target, at }: AdminCall,
): Promise<readonly { readonly ref: string; readonly account: Account }[]> =>
  Promise.all(
    users.map(async (user) => {
      const { account } = await target(user);
      return { ref: account.user.ref, account: granted(await account.read(), at.now).account };
    }),
  );

/** Opens users of whom nothing was kept; one who came meanwhile needs the second person after all. */
const targetOfNobody = (target: Target): Target =>
  watched(target, () => ({ account }) => {
    if (isStored(account)) throw new Problem("busy");
  });

/**
 * Carries out what another admin asked for, once. A process that ends between the grant and the act leaves nothing done and the approval
 * spent: it is asked for again.
 */
export async function approve(
  acts: readonly Act<object, unknown>[],
  call: AdminCall,
  approval: Approval,
  repeated: { readonly action: string; readonly parameters: object },
  services: Services,
): Promise<Reply> {
  const { act, parameters } = actOf(acts, approval, repeated);
  const users = act.users(parameters).map((user) => ({ ...user, issuer: user.issuer ?? approval.issuerId }));
  // One person may act in two organisations, so the tenant tells nothing.
  const isTarget = ({ userId, issuer }: Named): boolean =>
    userId === call.caller.subject && issuer === call.caller.issuerId;
  if (users.some(isTarget) || (await isAsker(services.vault, approval, call.caller))) throw new Problem("forbidden");
  const guarded = { ...call, target: guardedTarget(call.target, approval, users) };
  for (const user of users) granted(await (await guarded.target(user)).account.read(), call.at.now);

  const about = { tenant: call.tenant, actor: call.actor, now: call.at.now };
  await call.putName();
  if ((await endApproval(services, about, approval, "approval.granted")) === "conflict")
    throw new Problem("approval_not_found");
  try {
    const answer = await act.carryOut(guarded, parameters, services);
    return new Reply(act.status, typeof answer === "object" ? answer : null);
  } catch (error) {
    // The next try finds it open again; if this fails too, it is asked for anew.
    await services.approvals.reopen(call.tenant, approval.stored).catch(() => undefined);
    throw error;
  }
}

/** The act that both name, with the very parameters that were asked for. */
function actOf(
  acts: readonly Act<object, unknown>[],
  { action, parameters: asked }: Approval,
  repeated: { readonly action: string; readonly parameters: object },
): { readonly act: Act<object, unknown>; readonly parameters: object } {
  for (const act of acts.filter((one) => one.action === action && action === repeated.action)) {
    const parameters = act.parameters.safeParse(repeated.parameters).data;
    if (parameters !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(parameters)), asked))
      return { act, parameters };
  }
  throw new Problem("forbidden");
}

/** Opens the users in the state that the act was asked for in. */
const guardedTarget = (target: Target, { issuerId, states }: Approval, users: readonly Named[]): Target =>
  watched(
    async ({ userId, issuer = issuerId }) => target({ userId, issuer }),
    ({ userId, issuer = issuerId }) => {
      const state = states[users.findIndex((user) => user.userId === userId && user.issuer === issuer)];
      return ({ account }) => {
        if (state === undefined || !isStillAsked(account, state)) throw new Problem("forbidden");
      };
    },
  );

/** Each read and each try of a change looks at the account again. */
const watched =
  (target: Target, watch: (named: Named) => (found: { readonly account: Account }) => void): Target =>
  async (named) => {
    const opened = await target(named);
    const expect = watch(named);
    const { account } = opened;
    return {
      ...opened,
      account: {
        ...account,
        read: async (needsChallenges) => {
          const outcome = await account.read(needsChallenges);
          if (outcome.ok) expect(outcome);
          return outcome;
        },
        change: async (decide, needsChallenges) =>
          account.change(async (found) => {
            expect(found);
            return decide(found);
          }, needsChallenges),
      },
    };
  };
