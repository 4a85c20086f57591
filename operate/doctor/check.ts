/** `unknown`: could not be looked at. It never counts as good. */
export type Verdict = "good" | "warn" | "bad" | "unknown";

export interface Finding {
  readonly verdict: Verdict;
  /** What is so, in plain words. Nothing secret: it lands in the logs of CI. */
  readonly sentence: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** One thing to look at in the account. */
export interface Check<World> {
  readonly name: string;
  run(world: World): Promise<Finding | readonly Finding[]>;
}

export const good = (sentence: string): Finding => ({ verdict: "good", sentence });
export const warn = (sentence: string, remedy: string): Finding => ({ verdict: "warn", sentence, remedy });
export const bad = (sentence: string, remedy: string): Finding => ({ verdict: "bad", sentence, remedy });
export const unknown = (sentence: string, remedy: string): Finding => ({ verdict: "unknown", sentence, remedy });
