import { systemClock } from "../shared/runtime/clock.ts";
import { askAws } from "./aws-trouble.ts";
import { Mistake } from "./mistake.ts";
import { actions } from "./rotate/actions.ts";
import { explain } from "./rotate/explain.ts";
import { help, readOptions } from "./rotate/options.ts";
import { findWorld } from "./table.ts";
import { confirm, paint, progressLine } from "./terminal.ts";

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) return console.log(help);
  const world = await findWorld(options, systemClock);
  const action = actions[options.action];
  const place = options.place.stage ?? options.place.table;
  if (!options.yes && !(await confirm(action.question(options), place)))
    throw new Mistake("Nothing was changed: it was not confirmed. In a script, confirm with --yes.");
  const progress = progressLine();
  const began = systemClock.now();
  const show = (text: string): void => {
    if (systemClock.now() - began > 2000) progress.show(text);
  };
  const done = await askAws(action.permissions(options), async () => action.run(world, options, show))
    .catch(explain)
    .finally(() => progress.clear());
  console.log(options.json ? JSON.stringify({ action: options.action, ...done.report }) : done.page);
  process.exitCode = done.complete ? 0 : 1;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 2;
  if (error instanceof Mistake) console.error(paint("red", error.message, process.stderr));
  else console.error(error);
});
