import { type Check, type Finding, examine } from "../../../operate/doctor/check.ts";
import type { StageWorld } from "../../../operate/doctor/world.ts";

/** What the check says of the world, without what is good. */
export async function complaints(check: Check<StageWorld>, world: StageWorld): Promise<readonly Finding[]> {
  const [examined] = await examine([check], world, () => undefined);
  return (examined?.findings ?? []).filter(({ verdict }) => verdict !== "good");
}
