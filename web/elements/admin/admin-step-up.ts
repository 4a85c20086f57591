import type { ReactiveControllerHost } from "lit";
import type { Earned } from "../api.ts";
import { StepUpPrompt } from "../step-up/step-up-prompt.ts";
import type { StepUpState } from "../step-up/state.ts";
import type { Trouble } from "../trouble/trouble.ts";

type StepUpDeps = ConstructorParameters<typeof StepUpPrompt>[1];

/** One proof by the admin for every call that was refused for want of it. */
export class AdminStepUp {
  declare readonly prompt: StepUpPrompt;
  declare private isAsking: boolean;

  constructor(host: ReactiveControllerHost, deps: Omit<StepUpDeps, "asksCode">) {
    this.isAsking = false;
    this.prompt = new StepUpPrompt(host, { ...deps, asksCode: () => true });
  }

  get state(): StepUpState {
    return this.prompt.state;
  }

  /** Null: somebody is asked already; false: did not want to, or only the host can help. */
  async ask(trouble: Pick<Trouble<unknown>, "code" | "needsPassword">): Promise<boolean | null> {
    if (this.isAsking) return null;
    const isOver = trouble.code === "unauthenticated";
    const { holds } = this.prompt;
    this.prompt.drop();
    // The held token is over; the host's may do.
    if (isOver && holds) return true;
    this.isAsking = true;
    const isProven = await this.prompt.prove({ password: isOver || trouble.needsPassword === true, code: true });
    this.isAsking = false;
    return isProven;
  }

  /** False: this app's logins bring no access token. */
  earned(earned: Earned): boolean {
    this.prompt.earned(earned);
    return this.prompt.holds;
  }

  /** The host has another token: it may be somebody else's. */
  forget(): void {
    this.prompt.giveUp();
    this.prompt.drop();
  }
}
