import { type Check, examine, type Finding, type StageContext } from "../../../operate/doctor/check.ts";

/** Complaints of the check about the context, without the lines that say all is well. */
export async function complaints(check: Check<StageContext>, context: StageContext): Promise<readonly Finding[]> {
  const [examined] = await examine([check], context, () => undefined);
  return (examined?.findings ?? []).filter(({ verdict }) => verdict !== "good");
}
