import type { AccountAccess } from "../access/account-access.ts";
import type { Verified } from "../account/accept.ts";
import type { Account } from "../account/account.ts";
import type { Confirmed } from "../account/enroll.ts";
import type { At, Decision, Outcome } from "../account/decision.ts";
import type { KnownFactor } from "../account/factor.ts";
import type { Policy } from "../account/policy.ts";
import type { Caller } from "../identity/caller.ts";
import type { Channel, SmsSender } from "../ports/outbound.ts";
import type { AccountWithChallenges, SealedCredential, UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import type { Services } from "../runtime/services.ts";
import type { RelyingParty } from "../settings/webauthn.ts";
import type { Proof, RegistrationJson } from "./proof.ts";

/**
 * The flows of a factor type: one small interface for each thing that a step does with a factor. A type implements them in its folder,
 * and `index.ts` names the implementations.
 */

/** A step of a user's own account, as the flows need it. */
export interface FlowRequest {
  readonly account: AccountAccess;
  readonly caller: Caller;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly at: At;
}

/** The policy is part of the state that each try of a change judges: one that became stricter after the first try binds the next. */
export type ReadPolicy = () => Promise<Policy>;

/** A flow that may send an SMS needs its sender besides the services of every step. */
export type SendingServices = Services & { readonly sms: SmsSender };

/** A pending factor as the API shows it, and what the caller needs besides to confirm it. */
export interface Enrolled<Answer, View> {
  readonly view: View;
  readonly answer: Answer;
}

/** Sets a factor up: `POST /v1/factors`. `view` is asked for before anything is written or sent that the answer tells of. */
export interface Enrolls<Body, Answer> {
  enroll<View>(
    services: SendingServices,
    request: FlowRequest & {
      readonly label: string;
      readonly policy: ReadPolicy;
      readonly body: Body;
      readonly view: (account: Account, factor: KnownFactor) => Promise<View>;
    },
  ): Promise<Outcome<Enrolled<Answer, View>>>;
}

/** Somebody who brings a proof, and what issuer and organisation say of it. */
export interface Prover {
  readonly user: UserKey;
  /** That of the user's issuer; null: it takes no passkeys. */
  readonly party: RelyingParty | null;
  readonly policy: ReadPolicy;
}

/** Fields of a confirmation's body that prove the factor: which one, its type says. */
export interface ConfirmationProofs {
  /** Six digits. */
  readonly code: string;
  readonly credential: RegistrationJson;
}

/** Judges what confirms a pending factor. */
export interface Confirms<F extends KnownFactor, Field extends keyof ConfirmationProofs = keyof ConfirmationProofs> {
  readonly field: Field;
  confirm(
    services: Pick<Services, "vault" | "credentials">,
    prover: Prover,
    state: AccountWithChallenges,
    confirmation: {
      readonly factor: F;
      readonly policy: Policy;
      readonly label?: string | undefined;
      readonly proof: ConfirmationProofs[Field];
    },
    at: At,
  ): Promise<Decision<Confirmed>>;
}

/** A sent code as the API shows it. */
export interface ChallengeView {
  readonly id: string;
  readonly factorId: string;
  readonly sentTo: string;
  readonly expiresAt: string;
  readonly resendAfter: number;
  readonly resendAt: string;
  /** Left out: an SMS. */
  readonly channel?: Channel;
}

/** Part of a login answer that asks for this factor. */
export interface Begun {
  readonly challenge: ChallengeView | null;
  /** Why no SMS went out, where another method is left: the code of a problem. */
  readonly sms?: { readonly unavailable: string };
}

/** Begins the second step of a login with this factor. */
export interface Begins<F extends KnownFactor> {
  begin(
    services: SendingServices,
    request: FlowRequest & { readonly policy: Policy },
    state: AccountWithChallenges,
    factor: F,
  ): Promise<Outcome<Begun>>;
}

/** Judges one kind of proof at a login. */
export interface Verifies<P extends Proof> {
  /** Whether the decision needs the challenge items beside the account. */
  readonly needsChallenges: boolean;
  verify(vault: Vault, prover: Prover, state: AccountWithChallenges, proof: P, at: At): Promise<Decision<Verified>>;
}

/** Fields that a factor's type adds to those that all have. */
export interface Shown {
  readonly phoneNumber?: string;
  readonly synced?: boolean;
  /** Null: nobody knows the provider; absent: the credential was not read. */
  readonly provider?: string | null;
}

/** Tells of a factor what its type adds to the fields that all have. */
export interface Shows<F extends KnownFactor> {
  /** `credentials`: null where they were not read. */
  show(vault: Vault, user: UserKey, factor: F, credentials: readonly SealedCredential[] | null): Promise<Shown>;
}
