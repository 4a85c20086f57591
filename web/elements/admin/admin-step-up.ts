import type { ReactiveControllerHost } from "lit";
import type { TroubleCode } from "../api.ts";
import { ProofDesk } from "../step-up/step-up-prompt.ts";
import type { Proof, StepUpState } from "../step-up/state.ts";

type Desk = ConstructorParameters<typeof ProofDesk>[1];

/** What the admin proves when calls are refused for it, one time for all of them. */
export class Proofs {
  declare readonly desk: ProofDesk;
  declare private isAsking: boolean;
  /** There is a token stronger than the host's. */
  declare private holds: boolean;

  constructor(host: ReactiveControllerHost, desk: Omit<Desk, "asksCode">) {
    this.isAsking = false;
    this.holds = false;
    this.desk = new ProofDesk(host, { ...desk, asksCode: () => true });
  }

  get state(): StepUpState {
    return this.desk.state;
  }

  /** Null: somebody is asked already; false: did not want to, or only the host can help. */
  async ask(code: TroubleCode): Promise<boolean | null> {
    if (this.isAsking) return null;
    const isOver = code === "unauthenticated";
    const { holds } = this;
    this.hold(null);
    // What was held is over; what the host has may do.
    if (isOver && holds) return true;
    this.isAsking = true;
    const isProven = await this.desk.prove({ password: isOver, code: true });
    this.isAsking = false;
    return isProven;
  }

  proven(proof: Proof): void {
    this.hold(proof);
    this.desk.send({ type: "code-right", proof });
  }

  /** The host has another token: it may be somebody else's. */
  forget(): void {
    this.desk.giveUp();
    this.hold(null);
  }

  private hold(proof: Proof | null): void {
    this.holds = proof !== null;
    this.desk.hold(proof);
  }
}
