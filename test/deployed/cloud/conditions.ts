/** The values that a call has for each condition key. */
export type ConditionKeys = Readonly<Record<string, readonly string[]>>;

/** `*` stands for any text and `?` for one character (IAM, policy elements: string operators). */
export function isLike(pattern: string, value: string): boolean {
  const source = pattern
    .split("")
    .map((char) => (char === "*" ? ".*" : char === "?" ? "." : char.replaceAll(/[$()+./[\\\]^{|}]/g, String.raw`\$&`)))
    .join("");
  return new RegExp(`^${source}$`, "s").test(value);
}

type Given = readonly string[] | undefined;
type Operator = (wanted: readonly string[], given: Given) => boolean;

/** One value under the key, and one of the wanted fits it. */
const single =
  (fits: (wanted: string, given: string) => boolean): Operator =>
  (wanted, given) =>
    given?.length === 1 && given.every((value) => wanted.some((one) => fits(one, value)));
/** Each value under the key fits one of the wanted; no value at all is right too. */
const forAll =
  (fits: (wanted: string, given: string) => boolean): Operator =>
  (wanted, given) =>
    (given ?? []).every((value) => wanted.some((one) => fits(one, value)));

const isEqual = (wanted: string, given: string): boolean => wanted === given;

const operators: Readonly<Record<string, Operator>> = {
  StringEquals: single(isEqual),
  StringLike: single(isLike),
  ArnEquals: single(isLike),
  ArnLike: single(isLike),
  "ForAllValues:StringEquals": forAll(isEqual),
  "ForAllValues:StringLike": forAll(isLike),
  Null: (wanted, given) => wanted.includes(String(given === undefined)),
};

/** Whether all conditions of a statement hold. An operator that is not known here throws. */
export const hold = (
  conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  keys: ConditionKeys,
): boolean =>
  Object.entries(conditions).every(([name, wanted]) => {
    const operator = operators[name];
    if (operator === undefined) throw new Error(`The condition operator ${name} is not known here`);
    return Object.entries(wanted).every(([key, values]) => operator(values, keys[key]));
  });
