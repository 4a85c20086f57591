import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { askApproval, type Approval, endApproval, isAsker, waitingView } from "../access/approvals.ts";
import { currentPolicy } from "../access/organisation-policy.ts";
import { type AskedState, askedState, isStillAsked } from "../account/approval.ts";
import type { ApprovalAction } from "../account/help-desk-state.ts";
import type { Route } from "../contract/route.ts";
import type { Services } from "../runtime/services.ts";
import { granted, Problem } from "./problem.ts";
import { type AdminRequest, Reply } from "./step.ts";
import { maxBodyBytes } from "./request-parts.ts";

/** An admin's call without what the route says of its fields. */
type AdminCall = Pick<AdminRequest<Route>, "tenant" | "caller" | "actor" | "at" | "target" | "putName">;
type Target = AdminCall["target"];
type Named = Parameters<Target>[0];

/** An act that waits for a second person where the policy asks for two. */
export interface Act<P, A> {
  readonly action: ApprovalAction;
  /** Of its route: the answer's to whoever approves. */
  readonly status: 200 | 201 | 204;
  readonly parameters: z.ZodType<P>;
  /** Users that it is about. */
  users(parameters: P): readonly Named[];
  /** Of those that wait in part only. Absent: all do. */
  waits?(call: AdminCall, parameters: P, services: Services): Promise<boolean>;
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
  refuseTooLong({ action: act.action, parameters });
  const request = { action: act.action, parameters, states: await statesOf(act.users(parameters), call) };
  const about = { tenant: call.tenant, actor: call.actor, now: call.at.now };
  await call.putName();
  return new Reply(202, waitingView(await askApproval(services, about, call.caller, request)));
}

/** The approver repeats it, in a body that names the action too. */
function refuseTooLong(repeated: object): void {
  if (Buffer.byteLength(JSON.stringify(repeated)) > maxBodyBytes) throw new Problem("payload_too_large");
}

const statesOf = async (users: readonly Named[], { target, at }: AdminCall): Promise<readonly AskedState[]> =>
  Promise.all(
    users.map(async (user) => {
      const { account } = await target(user);
      return askedState(granted(await account.read(), at.now).account);
    }),
  );

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

/** Opens the users in the state that the act was asked for in: each read and each try of a change looks again. */
const guardedTarget =
  (target: Target, { issuerId, states }: Approval, users: readonly Named[]): Target =>
  async (named) => {
    const issuer = named.issuer ?? issuerId;
    const opened = await target({ userId: named.userId, issuer });
    const state = states[users.findIndex((user) => user.userId === named.userId && user.issuer === issuer)];
    const { account } = opened;
    const expect = (found: Parameters<typeof isStillAsked>[0]): void => {
      if (state === undefined || !isStillAsked(found, state)) throw new Problem("forbidden");
    };
    return {
      ...opened,
      account: {
        ...account,
        read: async (needsChallenges) => {
          const outcome = await account.read(needsChallenges);
          if (outcome.ok) expect(outcome.account);
          return outcome;
        },
        change: async (decide, needsChallenges) =>
          account.change(async (found) => {
            expect(found.account);
            return decide(found);
          }, needsChallenges),
      },
    };
  };
