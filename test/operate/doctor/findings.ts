import { type Check, type Finding, examine } from "../../../operate/doctor/check.ts";
import type { StageContext } from "../../../operate/doctor/context.ts";

/** Complaints of the check about the context, without the lines that say all is well. */
export async function complaints(check: Check<StageContext>, context: StageContext): Promise<readonly Finding[]> {
  const [examined] = await examine([check], context, () => undefined);
  return (examined?.findings ?? []).filter(({ verdict }) => verdict !== "good");
}
