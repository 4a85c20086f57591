import { engineNames } from "../../local/dynamodb-engine.ts";
import { mixedLoad } from "./mixed-load.ts";
import { type Extent, help, parseOptions } from "./options.ts";
import { raceRedeems } from "./raced-redeems.ts";
import { TwoServices } from "./two-services.ts";
import { WornUser } from "./worn-user.ts";

const userCount = 25;
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

async function soak(engine: (typeof engineNames)[number], { codes, seconds }: Extent): Promise<boolean> {
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

const options = parseOptions(process.argv.slice(2));
if (options.help) say(help);
else {
  let isRight = true;
  for (const engine of engineNames) {
    say(`== ${engine}`);
    isRight = (await soak(engine, options.extent)) && isRight;
  }
  say(isRight ? "All of it holds." : "Something was wrong: see above.");
  if (!isRight) process.exitCode = 1;
}
