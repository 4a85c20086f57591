import { type Answer, outcomeOf } from "./caller.ts";

/** `wrong`: nothing succeeded too often, yet an answer is none that there can be. `unclear`: the race hardly took place. */
export type Verdict = "holds" | "unclear" | "wrong" | "broken";

export interface Judged {
  readonly verdict: Verdict;
  /** Sentence about what was seen; null: the race holds. */
  readonly why: string | null;
}

const holds: Judged = { verdict: "holds", why: null };
export const broken = (why: string): Judged => ({ verdict: "broken", why });
export const wrong = (why: string): Judged => ({ verdict: "wrong", why });
export const unclear = (why: string): Judged => ({ verdict: "unclear", why });

/** No answer, an error or a throttle of the stage, or a lost write: none says what became of the call's code. */
const isUnanswered = (answer: Answer): boolean =>
  answer.status === 0 || answer.status >= 500 || ["busy", "429"].includes(outcomeOf(answer));
export const unansweredOf = (answers: readonly Answer[]): number => answers.filter(isUnanswered).length;

export interface Counted {
  readonly calls: number;
  readonly successes: number;
  readonly unanswered: number;
  /** How often the thing may succeed, and must if it was answered. */
  readonly expected: { readonly least: number; readonly most: number };
}

/** A success too many is seen whatever else happened. One too few may be behind an unanswered call, and a race of few answers shows nothing. */
export function judge({ calls, successes, unanswered, expected: { least, most } }: Counted): Judged {
  if (successes > most) return broken(`${successes} successes in the place of ${inWords(most)}`);
  if (successes < least && unanswered === 0) return wrong(`${successes} successes in the place of ${inWords(least)}`);
  if (successes < least || unanswered * 2 > calls) return unclear(tooFew(unanswered, calls));
  return holds;
}

/** Whether enough calls were answered, where none of them may succeed. */
export const answered = (answers: readonly Answer[]): Judged =>
  judge({
    calls: answers.length,
    successes: 0,
    unanswered: unansweredOf(answers),
    expected: { least: 0, most: 0 },
  });

const inWords = (count: number): string => (count === 1 ? "one" : String(count));
const tooFew = (unanswered: number, calls: number): string =>
  `${unanswered} of ${calls} calls got no answer; run it again when the service is idle, or with fewer calls: --width`;

const gravest: readonly Verdict[] = ["broken", "wrong", "unclear", "holds"];

/** The verdict on all races: that of the worst. */
export const overall = (judged: readonly Judged[]): Verdict =>
  gravest.find((one) => judged.some(({ verdict }) => verdict === one)) ?? "unclear";

export const exitCodes = { holds: 0, broken: 1, wrong: 1, unclear: 3 } as const satisfies Record<Verdict, number>;

export const words = { holds: "holds", unclear: "unclear", wrong: "WRONG", broken: "BROKEN" } as const satisfies Record<
  Verdict,
  string
>;

export const lastSentences = {
  holds: "Nothing succeeded twice.",
  unclear: "Nothing was seen to succeed twice, but not every race is proven: see the lines that are unclear.",
  wrong: "Nothing succeeded twice, but the service answered as it never should. Report it: SECURITY.md.",
  broken: "Something succeeded that must not. Take the stage out of service and report it: SECURITY.md.",
} as const satisfies Record<Verdict, string>;
