import type { Answer } from "./called-service.ts";

/** Makes all the calls before it waits for any. */
export const atOnce = async <T>(times: number, call: (nth: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: times }, async (_, nth) => call(nth)));

/** Summary of an answer: its problem's code, or its status. */
export const outcomeOf = ({ status, body }: Answer): string => (status < 400 ? String(status) : String(body["code"]));

/** How often there was each outcome. */
export const tally = (answers: readonly Answer[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(answers, outcomeOf)].map(([outcome, same]) => [outcome, same.length]));
