import { printable } from "../command-line/printable.ts";
import { type Command, exitCodes } from "./command.ts";
import { answered } from "./mistake.ts";

export const posture: Command = {
  name: "posture",
  args: [],
  summary: "Show facts of the organisation's second step, and the requirements of ASVS and NIST that they meet",
  details: "Operators see facts of the service too. With --json all of it, as the API has it.",
  options: {},
  examples: ["countersign-admin posture", "countersign-admin posture --tenant umbrella --json"],
  run: async ({ client, target, show }) => {
    const facts = answered(await client.adminGetPosture(target));
    const { service, tenant, requirements } = facts;
    const lines = [
      ...Object.entries({ ...service, ...tenant }).map(
        ([name, value]) => `${name}: ${printable(typeof value === "string" ? value : JSON.stringify(value))}`,
      ),
      "",
      ...requirements.map(({ id, text, met, by, why }) =>
        printable(`${met ? "met    " : "not met"}  ${id}  ${text}: ${by ?? why ?? ""}`),
      ),
    ];
    show(facts, lines.join("\n"));
    return exitCodes.done;
  },
};
