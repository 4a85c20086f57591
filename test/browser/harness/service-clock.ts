import { createInterface } from "node:readline";

/**
 * Loaded into the service's process before the service (`--import`): its clock runs as the machine's does, and jumps ahead by as many
 * milliseconds as a line of its input says. So a lock or an expired code needs no waiting, and no rule is bent for the tests.
 * It ends with its input, so that nothing is left behind by a test run that is killed.
 */
if (process.argv[1]?.endsWith("local/main.ts") === true) {
  const RealDate = Date;
  const realNow = Date.now;
  let ahead = 0;
  const now = (): number => realNow() + ahead;
  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
  });
  createInterface({ input: process.stdin })
    .on("line", (millis) => {
      ahead += Number(millis);
      process.stdout.write(`${JSON.stringify({ ahead })}\n`);
    })
    .on("close", () => process.kill(process.pid, "SIGTERM"));
}
