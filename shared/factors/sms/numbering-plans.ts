import { brotliDecompressSync } from "node:zlib";
import { packed } from "#packed-plans";
import type { Plan, Plans } from "./packed-plans.ts";

let unpacked: Plans | undefined;
/** No start reads the plans: the first number does. */
const plans = (): Plans =>
  (unpacked ??= JSON.parse(brotliDecompressSync(Buffer.from(packed, "base64")).toString()) as Plans);

export interface PlannedNumber {
  readonly e164: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly callingCode: string;
}

/** Digits of a number from its calling code on, as its country's plan has them; null if no plan does. No calling code begins with another. */
export function plannedNumber(digits: string): PlannedNumber | null {
  const callingCode = [1, 2, 3].map((length) => digits.slice(0, length)).find((code) => Object.hasOwn(plans(), code));
  if (callingCode === undefined) return null;
  const sharing = plans()[callingCode] ?? [];
  const national = withoutPrefix(digits.slice(callingCode.length), sharing);
  const plan = planOf(national, sharing);
  if (plan === undefined || !(plan.types === null ? isWhole(plan.pattern, national) : hasType(plan, national)))
    return null;
  return { e164: `+${callingCode}${national}`, country: plan.country, callingCode };
}

const isWhole = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);

const hasType = ({ pattern, types }: Plan, national: string): boolean =>
  isWhole(pattern, national) &&
  (types ?? []).some(([type, lengths]) => lengths.includes(national.length) && isWhole(type, national));

/** Of the countries that share a calling code: the first by its leading digits, or by a type of its own where it has none. */
const planOf = (national: string, sharing: readonly Plan[]): Plan | undefined =>
  sharing.length === 1
    ? sharing[0]
    : sharing.find((plan) =>
        plan.leading === null ? hasType(plan, national) : new RegExp(`^(?:${plan.leading})`).test(national),
      );

/** Many type the national prefix behind the country code, as in `+41 (0)79`. It goes if what is left can be a number. */
function withoutPrefix(national: string, sharing: readonly Plan[]): string {
  const [main] = sharing;
  if (main === undefined || main.prefix === null) return national;
  const prefix = new RegExp(`^(?:${main.prefix})`);
  const found = prefix.exec(national);
  if (found === null) return national;
  const rest =
    main.rule !== null && found.length > 1 && found.at(-1)
      ? national.replace(prefix, main.rule)
      : national.slice(found[0].length);
  if (isWhole(main.pattern, national) && !isWhole(main.pattern, rest)) return national;
  const { lengths } = planOf(rest, sharing) ?? main;
  return lengths.includes(rest.length) || rest.length > Math.max(...lengths) ? rest : national;
}
