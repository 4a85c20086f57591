import type { Check, Finding } from "../../../operate/doctor/check.ts";
import { examine } from "../../../operate/doctor/examine.ts";
import type { StageWorld } from "../../../operate/doctor/world.ts";

/** What the check says of the world, without what is good. */
export async function complaints(check: Check<StageWorld>, world: StageWorld): Promise<readonly Finding[]> {
  const [examined] = await examine([check], world, () => undefined);
  return (examined?.findings ?? []).filter(({ verdict }) => verdict !== "good");
}
