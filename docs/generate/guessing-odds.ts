import { triesOfReopening } from "../../shared/account/guesses.ts";
import { type Rules, rulesSchema } from "../../shared/account/rules.ts";
import { table } from "./table.ts";

const daysOfYear = 365;
/** A newer password or a link reopens a method once in so many days. */
const reopeningDays = 30;
const sixDigits = 1e6;

/** Right codes that one wrong code is compared with. Of several apps a code is tried against one alone, so their number does not count. */
const worth = ({ totpWindow }: Rules) => ({ app: 2 * totpWindow + 1, sms: 1, enrollment: 1 });
type Guessed = keyof ReturnType<typeof worth>;

/** Codes that whoever has the password for a whole year can have compared, if windows and reopenings fall as badly as they can. */
export function comparedInYear(rules: Rules, ...guessed: readonly Guessed[]): number {
  const windows = Math.ceil(daysOfYear / rules.slowDays);
  const reopenings = Math.ceil(daysOfYear / reopeningDays);
  return guessed
    .map((method) => {
      const each = worth(rules)[method];
      return windows * Math.ceil(rules.slowCodes / each) * each + reopenings * triesOfReopening * each;
    })
    .reduce((sum, codes) => sum + codes, 0);
}

/** The chance that one of so many codes was right. */
export const oddsOf = (compared: number): number => 1 - (1 - 1 / sixDigits) ** compared;

const cases: readonly (readonly [who: string, guessed: readonly Guessed[]])[] = [
  ["one app", ["app"]],
  ["one app and a phone", ["app", "sms"]],
  ["five apps and two phones", ["app", "sms"]],
  ["no factor yet, under pre-registration: the code of the set-up", ["enrollment"]],
];

const percent = (odds: number): string => `${(odds * 100).toFixed(2)} %`;

export const guessingOdds = (rules: Rules = rulesSchema.parse({})): string =>
  table(
    ["The user has", "Codes compared in a year, at most", "Odds that one was right"],
    cases.map(([who, guessed]) => {
      const compared = comparedInYear(rules, ...guessed);
      return [who, compared.toLocaleString("en"), percent(oddsOf(compared))];
    }),
  );
