import { usageOf } from "../../client/admin/command.ts";
import { commands } from "../../client/admin/run.ts";
import { table } from "./table.ts";

export const commandsTable = (): string =>
  table(
    ["Command", "What it does"],
    commands.map((command) => [`\`${usageOf(command).replace(" [options]", "")}\``, command.summary]),
  );
