import type { ReactiveControllerHost } from "lit";
import type { Earned } from "../api.ts";
import { handOverBy } from "../base/hand-over.ts";
import { forgetProof, ownerOf, type Proof, sharedProof, shareProof } from "../base/shared-proof.ts";
import { StateController } from "../base/state-controller.ts";
import { noStepUp, updateStepUp } from "./update.ts";
import type { Need, StepUpMessage, StepUpState } from "./state.ts";

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
