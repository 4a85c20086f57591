import type { Problem } from "../src/index.ts";
import { sentenceOf } from "./sentence-of.ts";

/** Something that the caller can mend, told in a sentence. */
export class Mistake extends Error {
  override readonly name: string = "Mistake";
}

/** The line itself cannot be meant: no command, no such option, no such value. */
export class Misused extends Mistake {
  override readonly name = "Misused";
}

/** Somebody pressed Ctrl-C. */
export class Interrupted extends Mistake {
  override readonly name = "Interrupted";
}

/** The service refused. */
export class Refused extends Mistake {
  override readonly name = "Refused";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(sentenceOf(problem));
    this.problem = problem;
  }
}

/** What a call answered. Throws `Refused`. */
export function answered<T>(
  result: { readonly data: T; readonly problem?: never } | { readonly data?: never; readonly problem: Problem },
): T {
  if (result.problem !== undefined) throw new Refused(result.problem);
  return result.data;
}
