import { environment } from "./bearer.ts";
import { run } from "./run.ts";
import { processTerminal } from "./terminal.ts";

const terminal = processTerminal();
process.exitCode = await run(process.argv.slice(2), environment(), terminal);
terminal.close();
