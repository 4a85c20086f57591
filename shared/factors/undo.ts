import type { AccountAccess } from "../access/account-access.ts";
import { type At, type Decision, type Outcome, refuse, refused, type Refusal } from "../account/decision.ts";
import type { FactorOf, FactorType, KnownFactor } from "../account/factor.ts";
import { fromStagedAlone, undoable, undoneBy, withStagedAlone } from "../account/undo.ts";
import type { Services } from "../runtime/services.ts";
import type { Begun, FlowRequest, Prover, SendingServices } from "./flow.ts";
import { begin, verify } from "./index.ts";
import { loginOptions } from "./passkey/verify.ts";
import type { AssertionJson, Proof } from "./proof.ts";
import { sixDigits } from "./typed-code.ts";

/** Proof of the removed factor, of which the body names the kind. */
interface Brought {
  readonly code?: string | undefined;
  readonly credential?: AssertionJson | undefined;
}

const readers = {
  totp: {
    field: "code",
    read: ({ id }, { code }) => code !== undefined && { kind: "app_code", code: sixDigits(code) ?? "", factorId: id },
  },
  sms: {
    field: "code",
    read: ({ challenge }, { code }) =>
      code !== undefined && { kind: "sms_code", code: sixDigits(code) ?? "", challengeId: challenge?.id ?? "" },
  },
  passkey: {
    field: "credential",
    read: (_, { credential }) => credential !== undefined && { kind: "credential", credential },
  },
} satisfies { readonly [T in FactorType]: Reader<FactorOf<T>> };
interface Reader<F extends KnownFactor> {
  readonly field: keyof Brought;
  readonly read: (factor: F, brought: Brought) => Proof | false;
}

const readerOf = <F extends KnownFactor>(factor: F): Reader<F> => readers[factor.type] as Reader<F>;

const missing = (path: keyof Brought): Refusal => ({
  code: "invalid_request",
  errors: [{ path, message: "The removed factor is proven by this field" }],
});

/** The account to flows of a login, with the staged factor alone: what they write comes back to where it is staged. */
const stagedAccess = (account: AccountAccess, link: string, at: At): AccountAccess => ({
  ...account,
  read: async (needsChallenges) => {
    const read = await account.read(needsChallenges);
    if (!read.ok) return read;
    const found = undoable(read.account, link, at);
    return found.ok ? { ...read, account: withStagedAlone(read.account, found.staged) } : found;
  },
  change: async (decide, needsChallenges) =>
    account.change(async (state) => {
      const found = undoable(state.account, link, at);
      if (!found.ok) return refuse(found.refusal);
      const { staged } = found;
      const decision = await decide({ ...state, account: withStagedAlone(state.account, staged) });
      if (!decision.write) return decision;
      const decided = fromStagedAlone(state.account, staged, decision.write.account);
      return { ...decision, write: { ...decision.write, account: decided } };
    }, needsChallenges),
});

type UndoRequest = FlowRequest & Pick<Prover, "policy"> & { readonly link: string };

interface Needed extends Pick<Begun, "challenge"> {
  readonly type: FactorType;
  readonly publicKey: Awaited<ReturnType<typeof loginOptions>>;
}

/** Says what proves the removed factor: a phone is sent a code within its limits, a passkey gets its options. */
export async function beginUndo(
  services: SendingServices,
  { link, ...request }: UndoRequest,
): Promise<Outcome<{ readonly needed: Needed }>> {
  const { at, caller } = request;
  const account = stagedAccess(request.account, link, at);
  const state = await account.read(true);
  if (!state.ok) return state;
  const found = undoable(state.account, link, at);
  if (!found.ok) return found;
  const { factor } = found.staged;
  const policy = await request.policy();
  const about = { party: caller.party, policy: policy.passkeys };
  const publicKey = await loginOptions(services, account.user, state, about, at);
  const begun = await begin(services, { ...request, account, policy }, state, factor);
  return begun.ok ? { ok: true, needed: { type: factor.type, publicKey, challenge: begun.challenge } } : begun;
}

/** Judges the proof of the removed factor. Its credential is kept for good before the write that makes it count again. */
export const proveUndo = async (
  { vault, credentials }: Pick<Services, "vault" | "credentials">,
  { account, caller, at, link, policy }: UndoRequest,
  brought: Brought,
): Promise<Outcome<object>> =>
  account.change(async (state): Promise<Decision<object>> => {
    const found = undoable(state.account, link, at);
    if (!found.ok) return refuse(found.refusal);
    const { staged } = found;
    const { field, read } = readerOf(staged.factor);
    const proof = read(staged.factor, brought);
    if (!proof) return refuse(missing(field));
    const prover = { user: account.user, party: caller.party, policy };
    const alone = { ...state, account: withStagedAlone(state.account, staged) };
    const decision = undoneBy(state.account, staged, await verify(vault, prover, alone, proof, at), at);
    if (!decision.outcome.ok) return { ...decision, outcome: refused(withoutName(decision.outcome.refusal)) };
    await credentials.keep(account.user, staged.factor.id, null);
    return decision;
  }, true);

/** Another passkey of the user's may be as good as ever: the browser must not hide it. */
const withoutName = (refusal: Refusal): Refusal =>
  refusal.code === "unknown_passkey" ? { code: refusal.code } : refusal;
