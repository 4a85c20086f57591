import type { ReactiveControllerHost } from "lit";
import type { Client, Earned, Problem, Result } from "../api.ts";
import { forgetProof, handOverBy, ownerOf, type Proof, sharedProof, shareProof } from "../base/proofs.ts";
import { StateController } from "../base/controllers.ts";
import { type Need, noStepUp, type StepUpMessage, type StepUpState, updateStepUp } from "./update.ts";

type Token = () => string | Promise<string>;
type Reauthenticate = () => Promise<string | null>;

interface StepUpDeps {
  /** Where the service is. */
  readonly baseUrl: () => string;
  /** The host's own. */
  readonly token: () => Token;
  readonly reauthenticate: () => Reauthenticate | null;
  /** Whether the service will want a code, or has nothing to ask, once the password is there. */
  readonly asksCode: () => boolean;
  /** Only the host can help. */
  readonly onTokenNeeded: () => void;
  readonly onChange: (before: StepUpState, after: StepUpState) => void;
}

/** Holds what the user has proven, and has more proven when a call asks for it. */
export class StepUpPrompt {
  declare private readonly deps: StepUpDeps;
  declare private readonly controller: StateController<StepUpState, StepUpMessage, { readonly call: "reauthenticate" }>;
  declare private proof: Proof | null;
  /** The user of the host's newest token, as far as this page can tell. */
  declare private owner: string | null;
  declare private waiting: ((granted: boolean) => void) | null;
  /** The token for the code prompt. */
  declare codeToken: Token;
  /** This app's logins bring no access token: another code would bring none either. */
  declare isElsewhere: boolean;
  /** Wrong codes before the newest right one. */
  declare failedBefore: number;

  constructor(host: ReactiveControllerHost, deps: StepUpDeps) {
    this.deps = deps;
    this.proof = null;
    this.owner = null;
    this.waiting = null;
    this.isElsewhere = false;
    this.failedBefore = 0;
    this.codeToken = this.passwordToken;
    this.controller = new StateController<StepUpState, StepUpMessage, { readonly call: "reauthenticate" }>(host, {
      initial: noStepUp,
      update: updateStepUp,
      call: async () => this.askPassword(),
      onChange: (before, after) => this.follow(before, after),
    });
  }

  get state(): StepUpState {
    return this.controller.state;
  }

  /** An arrow, to be handed out as it is. */
  readonly send = (message: StepUpMessage): void => this.controller.send(message);

  /** The strongest that is still good, of this element or another one on the page; else what the host has. */
  readonly token = async (): Promise<string> => {
    if (this.isGood) return this.proof?.token ?? "";
    const token = await this.deps.token()();
    this.owner = ownerOf(this.deps.baseUrl(), token);
    if (!this.isGood) this.proof = sharedProof(this.owner, Date.now());
    return this.proof?.token ?? token;
  };

  get holds(): boolean {
    return this.proof !== null;
  }

  /** A login takes the host's token and no other, and so does what belongs to it. */
  readonly passwordToken = (): string | Promise<string> => this.deps.token()();

  private get isGood(): boolean {
    return this.proof !== null && Date.now() < this.proof.until;
  }

  /** Forgets the access token, here and in the other elements. */
  drop(): void {
    if (this.proof !== null) forgetProof(this.proof);
    this.proof = null;
  }

  /** The tokens of a right code: the access token stays in memory, for the calls that ask for one. */
  earned({ accessToken, expiresAt }: Earned, receivedAt = Date.now()): void {
    const proof = accessToken === null ? null : { token: accessToken, until: handOverBy(expiresAt, receivedAt) };
    this.proof = proof;
    if (proof !== null) shareProof(this.owner, proof);
    this.isElsewhere = proof === null;
    this.send(proof === null ? { type: "given-up" } : { type: "code-right", proof });
  }

  /** Whether the user has proven what a call asks for; false: gave up. */
  readonly prove = async (need: Need): Promise<boolean> => {
    if (this.state.view !== "idle" || (need.code && this.isElsewhere)) return false;
    // A held token that counts for nothing any more leaves the host's.
    if (need.isRefused === true && this.proof !== null) {
      this.drop();
      return true;
    }
    if (need.password && this.deps.reauthenticate() === null) {
      this.deps.onTokenNeeded();
      return false;
    }
    const granted = new Promise<boolean>((resolve) => {
      this.waiting = resolve;
    });
    this.send({ type: "needed", need: { ...need, code: need.code || this.deps.asksCode() } });
    return granted;
  };

  /** The host goes, or begins anew. */
  giveUp(): void {
    this.send({ type: "given-up" });
  }

  private async askPassword(): Promise<StepUpMessage> {
    try {
      const token = (await this.deps.reauthenticate()?.()) ?? null;
      return token === null ? { type: "given-up" } : { type: "password-right", token, now: Date.now() };
    } catch {
      return { type: "password-failed" };
    }
  }

  private follow(before: StepUpState, after: StepUpState): void {
    if (after.view === "code" && after !== before) {
      const { token } = after;
      this.codeToken = token === null ? this.passwordToken : () => token;
    }
    if (after.view === "idle") {
      const proof = after.outcome === "given-up" ? null : after.outcome;
      if (proof !== null) this.proof = proof;
      this.waiting?.(proof !== null);
      this.waiting = null;
    }
    this.deps.onChange(before, after);
  }
}

/** A right code that is refused again is a sign of a wrong clock somewhere, not of a need for more codes. */
const rounds = 2;

/** A call that, if it proves too little, has the user prove more and is then made again. Whoever gives up gets the refusal. */
export async function provenCall<T>(
  call: () => Promise<Result<T>>,
  prove: (need: Need) => Promise<boolean>,
): Promise<Result<T>> {
  let result = await call();
  for (let round = 0; round < rounds; round += 1) {
    const need = askedIn(result.problem);
    if (need === null || !(await prove(need))) break;
    result = await call();
  }
  return result;
}

function askedIn(problem: Problem | undefined): Need | null {
  if (problem?.code === "unauthenticated") return { password: true, code: false, isRefused: true };
  if (problem?.code !== "insufficient_user_authentication") return null;
  const { maxAge, secondFactor } = problem.stepUp;
  const { methods } = problem;
  return { password: maxAge !== null, code: secondFactor, ...(methods !== undefined && { methods }) };
}

/** The calls of the settings, each of which goes on by itself once the user has proven enough. */
export type ProvenClient = Pick<
  Client,
  | "enrollFactor"
  | "confirmFactor"
  | "resendEnrollmentSms"
  | "smsDelivery"
  | "updateFactor"
  | "removeFactor"
  | "disable"
  | "regenerateBackupCodes"
  | "listActivity"
  | "listDevices"
  | "endDevice"
  | "endDevices"
  | "cancelOwnRecovery"
>;

export const provenClient = (client: Client, prove: (need: Need) => Promise<boolean>): ProvenClient => ({
  enrollFactor: async (...input) => provenCall(async () => client.enrollFactor(...input), prove),
  confirmFactor: async (...input) => provenCall(async () => client.confirmFactor(...input), prove),
  resendEnrollmentSms: async (...input) => provenCall(async () => client.resendEnrollmentSms(...input), prove),
  // A password is enough to ask.
  smsDelivery: client.smsDelivery,
  updateFactor: async (...input) => provenCall(async () => client.updateFactor(...input), prove),
  removeFactor: async (...input) => provenCall(async () => client.removeFactor(...input), prove),
  disable: async (...input) => provenCall(async () => client.disable(...input), prove),
  regenerateBackupCodes: async (...input) => provenCall(async () => client.regenerateBackupCodes(...input), prove),
  listActivity: async (...input) => provenCall(async () => client.listActivity(...input), prove),
  listDevices: async (...input) => provenCall(async () => client.listDevices(...input), prove),
  endDevice: async (...input) => provenCall(async () => client.endDevice(...input), prove),
  endDevices: async (...input) => provenCall(async () => client.endDevices(...input), prove),
  cancelOwnRecovery: async (...input) => provenCall(async () => client.cancelOwnRecovery(...input), prove),
});
