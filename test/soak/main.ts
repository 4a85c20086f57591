import { runToEnd } from "../../client/command-line/command-line.ts";
import type { engineNames } from "../../local/dynamodb-engine.ts";
import { mixedLoad } from "./mixed-load.ts";
import { type Extent, help, parseOptions } from "./options.ts";
import { raceRedeems } from "./raced-redeems.ts";
import { TwoServices } from "./two-services.ts";
import { WornUser } from "./worn-user.ts";

const userCount = 25;
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

async function soak(
  engine: (typeof engineNames)[number],
  { codes, seconds }: Omit<Extent, "engines">,
): Promise<boolean> {
  const services = new TwoServices();
  await services.start(engine);
  try {
    const users = Array.from({ length: userCount }, (_, nth) => new WornUser(services, nth));
    await Promise.all(users.map(async (user) => user.setUp()));
    const wereRacesRight = await raceRedeems(services, users, codes, say);
    const wasLoadRight = await mixedLoad(services, users, seconds, say);
    return wereRacesRight && wasLoadRight;
  } finally {
    await services.stop();
  }
}

await runToEnd(async (args) => {
  const options = parseOptions(args);
  if (options.help) return say(help);
  let isRight = true;
  for (const engine of options.extent.engines) {
    say(`== ${engine}`);
    isRight = (await soak(engine, options.extent)) && isRight;
  }
  say(isRight ? "All of it holds." : "Something was wrong: see above.");
  return isRight ? 0 : 1;
}, 2);
