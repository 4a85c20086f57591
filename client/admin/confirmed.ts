import type { Context } from "./command.ts";
import { Mistake } from "./mistake.ts";

export const yesOption = { type: "boolean", help: "do it without asking" } as const;

/** Whether to go on; scripts say so beforehand. */
export async function confirmed({ terminal, flag }: Context, question: string): Promise<boolean> {
  if (flag("yes")) return true;
  if (!terminal.isInteractive) throw new Mistake("Nobody can be asked here: say --yes.");
  if (/^y(es)?$/i.test(await terminal.ask(`${question} [y/N]`))) return true;
  terminal.say("Nothing was changed.");
  return false;
}
