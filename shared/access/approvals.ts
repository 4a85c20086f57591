import { timingSafeEqual } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { approvalMillis, type AskedState, mostWaiting, roomFrom } from "../account/help-desk.ts";
import { approvalActions, type ApprovalAction } from "../account/help-desk-state.ts";
import type { Actor, EventDraft } from "../account/events.ts";
import { type Instant, isoTime } from "../account/instant.ts";
import type { Caller } from "../identity/caller.ts";
import type { UserIdentity } from "../identity/tokens.ts";
import type { SealedApproval } from "../ports/stores.ts";
import { serviceTenant, type Vault } from "../ports/vault.ts";
import { newId, type Services } from "../runtime/services.ts";

type ApprovalServices = Pick<Services, "approvals" | "vault" | "random">;

/** An act as an admin asked for it. Its parameters hold subjects and numbers, so all of it is sealed. */
const actSchema = z.object({
  action: z.enum(approvalActions),
  parameters: z.record(z.string(), z.unknown()),
  /** Of the asker: the users' own where the parameters name none. */
  issuerId: z.string(),
  askedBy: z.string(),
  /** Of the users in the order of the parameters. */
  states: z.array(z.object({ epoch: z.int(), newestFactor: z.nullable(z.string()) })),
  /** The one user that it is about. */
  userRef: z._default(z.nullable(z.string()), null),
});
type Act = z.output<typeof actSchema>;

export interface Approval extends Act {
  readonly id: string;
  readonly until: Instant;
  readonly stored: SealedApproval;
}

interface About {
  readonly tenant: string;
  readonly actor: Actor;
  readonly now: Instant;
}

/** Under the service's own key, as an admin's name is. */
const contentOf = (tenant: string, id: string) =>
  ({ tenant: serviceTenant, purpose: "approvals", about: [tenant, id] }) as const;

/** References are per tenant, and one person may act in two: only a hash under the service's own key tells whether it is the same. */
const personHash = async (
  vault: Vault,
  { issuerId, subject }: Pick<UserIdentity, "issuerId" | "subject">,
): Promise<Buffer> =>
  Buffer.from(
    await vault.mac(
      { tenant: serviceTenant, purpose: "approvals", about: ["person"] },
      Buffer.from(JSON.stringify([issuerId, subject])),
    ),
  );

export const isAsker = async (vault: Vault, { stored: { asker } }: Approval, caller: Caller): Promise<boolean> => {
  const hash = await personHash(vault, caller);
  return hash.length === asker.length && timingSafeEqual(hash, asker);
};

interface Asked {
  readonly action: ApprovalAction;
  readonly parameters: object;
  readonly states: readonly AskedState[];
  readonly userRef: string | null;
}

const actOf = (asked: Asked, { issuerId, subject }: Caller): Act =>
  actSchema.parse(JSON.parse(JSON.stringify({ ...asked, issuerId, askedBy: subject })));

/** Earlier requests of the same admin, as a new one finds them. */
interface AskedBefore {
  /** The open approval in the very same words, of users who are as they were; null: there is none. */
  readonly same: Approval | null;
  /** Too many wait until then; null: there is room. Calls at once may go a little over. */
  readonly fullUntil: Instant | null;
}

export async function askedBefore(
  { approvals, vault }: ApprovalServices,
  { tenant, now }: About,
  caller: Caller,
  asked: Asked,
): Promise<AskedBefore> {
  const wanted = actOf(asked, caller);
  const hash = await personHash(vault, caller);
  const own = (await approvals.list(tenant)).filter(({ asker, until }) => now < until && hash.equals(asker));
  const opened = await Promise.all(own.map(async (stored) => openAct(vault, tenant, stored)));
  const same = opened.find((approval) => {
    const { id: _, until: _until, stored: _stored, ...act } = approval;
    return isDeepStrictEqual(act, wanted);
  });
  const untilOf = ({ until }: Approval): Instant => until;
  const aboutOne = opened.filter(({ userRef }) => userRef !== null && userRef === asked.userRef).map(untilOf);
  const fullUntil = roomFrom(opened.map(untilOf), mostWaiting.inAll) ?? roomFrom(aboutOne, mostWaiting.aboutOne);
  return { same: same ?? null, fullUntil };
}

export async function askApproval(
  { approvals, vault, random }: ApprovalServices,
  { tenant, actor, now }: About,
  caller: Caller,
  asked: Asked,
): Promise<Approval> {
  const id = newId("apr", random);
  const until = now + approvalMillis;
  const act = actOf(asked, caller);
  const sealed = await vault.seal(contentOf(tenant, id), Buffer.from(JSON.stringify(act)));
  const stored = { id, sealed, asker: await personHash(vault, caller), until };
  const approval = { ...act, id, until, stored };
  await approvals.add(tenant, stored, eventOf(approval, "approval.requested", { actor, now }, random));
  return approval;
}

const openAct = async (vault: Vault, tenant: string, stored: SealedApproval): Promise<Approval> => {
  const bytes = await vault.open(contentOf(tenant, stored.id), stored.sealed);
  const act = actSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  return { ...act, id: stored.id, until: stored.until, stored };
};

/** The approval that can still be given; null: there is none. */
export async function openApproval(
  { approvals, vault }: ApprovalServices,
  tenant: string,
  id: string,
  now: Instant,
): Promise<Approval | null> {
  const stored = await approvals.read(tenant, id);
  return stored === null || stored.until <= now ? null : openAct(vault, tenant, stored);
}

/** The ones that can still be given, the oldest first. */
export async function openApprovals(
  { approvals, vault }: ApprovalServices,
  tenant: string,
  now: Instant,
): Promise<readonly Approval[]> {
  const living = (await approvals.list(tenant)).filter(({ until }) => now < until);
  const opened = await Promise.all(living.map(async (stored) => openAct(vault, tenant, stored)));
  return opened.toSorted((one, other) => one.until - other.until);
}

/** Of two calls that end the same approval one gets "written". */
export const endApproval = async (
  { approvals, random }: ApprovalServices,
  { tenant, ...by }: About,
  approval: Approval,
  type: "approval.granted" | "approval.dropped",
): Promise<"written" | "conflict"> => approvals.end(tenant, approval.stored, eventOf(approval, type, by, random));

const eventOf = (
  approval: Approval,
  type: Extract<EventDraft["type"], `approval.${string}`>,
  { actor, now }: Omit<About, "tenant">,
  random: Services["random"],
) => {
  const reason = reasonOf(approval);
  const { id: approvalId, action, userRef } = approval;
  const data = { approvalId, action, ...(userRef !== null && { userRef }), ...(reason !== null && { reason }) };
  return { type, data, id: newId("evt", random), at: now, actor };
};

const reasonOf = ({ parameters: { reason } }: Act): string | null => (typeof reason === "string" ? reason : null);

export const waitingView = ({ id, action, parameters, until }: Approval) => ({
  approval: { id, action, parameters, expiresAt: isoTime(until) },
});

export const approvalView = (approval: Approval) => ({
  ...waitingView(approval).approval,
  askedBy: approval.askedBy,
  reason: reasonOf(approval),
});
