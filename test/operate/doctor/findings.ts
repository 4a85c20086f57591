import { type Check, type Finding, examine } from "../../../operate/doctor/check.ts";
import type { StageContext } from "../../../operate/doctor/context.ts";

/** What the check says of the context, without what is good. */
export async function complaints(check: Check<StageContext>, context: StageContext): Promise<readonly Finding[]> {
  const [examined] = await examine([check], context, () => undefined);
  return (examined?.findings ?? []).filter(({ verdict }) => verdict !== "good");
}
