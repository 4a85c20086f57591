import { type Account, type NamedContact, withContact } from "../account/account.ts";
import { type Factor, type FactorOf, type FactorType, isKnown, type KnownFactor } from "../account/factor.ts";
import { type Outcome, type At, type Decision, refuse } from "../account/decision.ts";
import { refusesCodes, type Verified } from "../account/accept.ts";
import type { AccountWithChallenges, SealedCredential, UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { backupCodeVerifies, bypassCodeVerifies } from "./backup-codes/rules.ts";
import type {
  Begins,
  Begun,
  Confirms,
  Enrolled,
  Enrolls,
  Prover,
  SendingServices,
  Shown,
  Shows,
  Verifies,
} from "./flow.ts";
import { passkeyConfirms, passkeyEnrolls } from "./passkey/enroll.ts";
import { passkeyShows } from "./passkey/usable.ts";
import { passkeyVerifies } from "./passkey/verify.ts";
import type { Proof, ProofOf } from "./proof.ts";
import { smsBegins } from "./sms/begin.ts";
import { smsConfirms, smsEnrolls, smsShows, smsVerifies } from "./sms/flows.ts";
import { totpEnrolls } from "./totp/enroll.ts";
import { totpConfirms, totpVerifies } from "./totp/rules.ts";
import { type AccountAccess, withPrepared } from "../access/account-access.ts";

/**
 * The one registry of the flows. A table for each, so that a function's bundle holds only the flows that it calls. Each `…Of` picks the
 * flow of a value's own type: the cast says what TypeScript cannot, that key and value belong together.
 */

const verifiers = {
  app_code: totpVerifies,
  sms_code: smsVerifies,
  backup_code: backupCodeVerifies,
  bypass_code: bypassCodeVerifies,
  credential: passkeyVerifies,
} satisfies { readonly [K in Proof["kind"]]: Verifies<ProofOf<K>> };

const verifierOf = <P extends Proof>(proof: P): Verifies<P> => verifiers[proof.kind] as Verifies<P>;

const confirmers = { totp: totpConfirms, sms: smsConfirms, passkey: passkeyConfirms } satisfies {
  readonly [T in FactorType]: Confirms<FactorOf<T>>;
};

export const confirmerOf = <F extends KnownFactor>(factor: F): Confirms<F> => confirmers[factor.type] as Confirms<F>;

/** A second step that needs nothing begun: the code is in the user's hands, or the options of all passkeys are in the answer anyway. */
const nothingToBegin: Begins<KnownFactor> = { begin: async () => ({ ok: true, challenge: null }) };

const beginners = { totp: nothingToBegin, sms: smsBegins, passkey: nothingToBegin } satisfies {
  readonly [T in FactorType]: Begins<FactorOf<T>>;
};

/** A factor that this release does not know begins nothing: the user chooses another. */
export const begin = async (
  services: SendingServices,
  request: Parameters<Begins<KnownFactor>["begin"]>[1],
  state: AccountWithChallenges,
  factor: Factor,
): Promise<Outcome<Begun>> =>
  isKnown(factor)
    ? (beginners[factor.type] as Begins<KnownFactor>).begin(services, request, state, factor)
    : { ok: true, challenge: null };

const enrollers = { totp: totpEnrolls, sms: smsEnrolls, passkey: passkeyEnrolls };
type Enrollers = typeof enrollers;
type EnrollBody = Parameters<Enrollers[FactorType]["enroll"]>[1]["body"];
type EnrollRequest<View> = Omit<Parameters<Enrollers[FactorType]["enroll"]>[1], "body" | "view"> & {
  readonly body: EnrollBody & { readonly type: FactorType };
  readonly view: (account: Account, factor: KnownFactor) => Promise<View>;
};
type Answer = Extract<Awaited<ReturnType<Enrollers[FactorType]["enroll"]>>, { readonly ok: true }>["answer"];

/** Sets up a factor of the type that the body names. */
export const enroll = async <View>(
  services: SendingServices,
  request: EnrollRequest<View>,
): Promise<Outcome<Enrolled<Answer, View>>> =>
  (enrollers[request.body.type] as Enrolls<EnrollBody, Answer>).enroll(services, request);

const shows = { totp: { show: async () => ({}) }, sms: smsShows, passkey: passkeyShows } satisfies {
  readonly [T in FactorType]: Shows<FactorOf<T>>;
};

/** The fields that a factor's own type adds to its view. `credentials`: null where they were not read. */
export const show = async (
  vault: Vault,
  user: UserKey,
  factor: Factor,
  credentials: readonly SealedCredential[] | null,
): Promise<Shown> =>
  isKnown(factor) ? (shows[factor.type] as Shows<KnownFactor>).show(vault, user, factor, credentials) : {};

/** Judges a proof by its own kind. */
export const verify = async (
  vault: Vault,
  prover: Prover,
  state: AccountWithChallenges,
  proof: Proof,
  at: At,
): Promise<Decision<Verified>> => verifierOf(proof).verify(vault, prover, state, proof, at);

/** Proofs that a user may have handed on to a false page: a policy can refuse them beside passkeys. */
const canBePhished = {
  app_code: true,
  sms_code: true,
  backup_code: false,
  bypass_code: false,
  credential: false,
} as const satisfies Record<Proof["kind"], boolean>;

/** Proofs whose login may name another contact. A bypass code bridges a day and changes nothing. */
const renewsContact = {
  app_code: true,
  sms_code: true,
  backup_code: true,
  bypass_code: false,
  credential: true,
} as const satisfies Record<Proof["kind"], boolean>;

/** Most users have no passkey, and their logins need no policy. */
async function isRefusedHere(account: Account, { party, policy }: Prover, proof: Proof, at: At): Promise<boolean> {
  if (!canBePhished[proof.kind] || account.firstPasskeyLogin === null) return false;
  return refusesCodes(account, await policy(), party !== null, at);
}

/**
 * Judges a proof at a login and redeems it. `prepare` makes the answer to a right one before that write: after it nothing may fail.
 * `extend` puts more into the write.
 */
export async function checkProof<R>(
  { vault }: { readonly vault: Vault },
  account: AccountAccess,
  { proof, ...context }: { readonly proof: Proof } & Omit<Prover, "user">,
  at: At,
  {
    contact,
    prepare,
    extend,
  }: {
    /** As the login's token names it: only a right code changes it. */
    readonly contact: (account: Account) => Promise<NamedContact | null>;
    readonly prepare: (verified: Verified) => Promise<R>;
    readonly extend: (decision: Decision<Verified>) => Decision<Verified>;
  },
): Promise<Outcome<Verified & { readonly prepared: R }>> {
  const verifier = verifierOf(proof);
  const prover = { ...context, user: account.user };
  return account.change(async (state) => {
    if (await isRefusedHere(state.account, prover, proof, at)) return refuse({ code: "method_not_allowed_here" });
    const decision = extend(await verifier.verify(vault, prover, state, proof, at));
    const named = decision.outcome.ok && renewsContact[proof.kind] ? await contact(state.account) : null;
    return withPrepared(withNamedContact(decision, named, at), async (verified) => ({
      prepared: await prepare(verified),
    }));
  }, verifier.needsChallenges);
}

const withNamedContact = <T>(decision: Decision<T>, named: NamedContact | null, { now }: At): Decision<T> =>
  decision.write
    ? { ...decision, write: { ...decision.write, account: withContact(decision.write.account, named, now) } }
    : decision;
