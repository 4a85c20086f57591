import { Mistake } from "../../client/command-line/command-line.ts";

/** `unknown`: could not be looked at. It never counts as good. */
export type Verdict = "good" | "warn" | "bad" | "unknown";

export interface Finding {
  readonly verdict: Verdict;
  /** Plain words. Nothing secret: it lands in the logs of CI. */
  readonly sentence: string;
  /** Advice. */
  readonly remedy?: string;
}

/** One thing to look at in the account. */
export interface Check<Context> {
  readonly name: string;
  run(context: Context): Promise<Finding | readonly Finding[]>;
}

export const good = (sentence: string): Finding => ({ verdict: "good", sentence });
export const warn = (sentence: string, remedy: string): Finding => ({ verdict: "warn", sentence, remedy });
export const bad = (sentence: string, remedy: string): Finding => ({ verdict: "bad", sentence, remedy });
export const unknown = (sentence: string, remedy: string): Finding => ({ verdict: "unknown", sentence, remedy });

export interface Examined {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Runs all checks at once. `onProgress` hears the names of those that are still running. */
export async function examine<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  onProgress: (waitingFor: readonly string[]) => void,
): Promise<readonly Examined[]> {
  const running = new Set(checks.map(({ name }) => name));
  onProgress([...running]);
  return Promise.all(
    checks.map(async (check) => {
      const findings = await findingsOf(check, context);
      running.delete(check.name);
      onProgress([...running]);
      return { name: check.name, findings };
    }),
  );
}

/** An error that keeps a check from looking is itself the finding, so that one denied call does not hide the others. */
async function findingsOf<Context>(check: Check<Context>, context: Context): Promise<readonly Finding[]> {
  try {
    return [await check.run(context)].flat();
  } catch (error) {
    if (error instanceof Mistake) return [unknown(error.message, "Put that right and run the doctor again.")];
    // Only the name: the text of an unforeseen error may quote what it was about.
    const name = error instanceof Error ? error.name : typeof error;
    if (name.includes("NotFound"))
      return [bad(`It is not there (${name}).`, "Did somebody delete it? Deploy the stage.")];
    return [unknown(`This could not be looked at: ${name}.`, "Run the doctor again; if it stays, look by hand.")];
  }
}
