import { Mistake, Misused, printable } from "../command-line/command-line.ts";
import type { Data } from "../src/index.ts";
import { type Command, confirmed, exitCodes, yesOption } from "./command.ts";
import { answered } from "./mistake.ts";
import { afterChange } from "./policy-commands.ts";
import { policyChanges } from "./policy-text.ts";

type Version = Data<"adminPolicyHistory">["versions"][number];

export const policyHistory: Command = {
  name: "policy history",
  args: [],
  summary: "Show the policy's versions, newest first, with who changed it",
  details: "With --json the versions with all fields. policy restore brings one back.",
  options: {},
  examples: ["countersign-admin policy history", "countersign-admin policy history --json"],
  run: async ({ client, target, show }) => {
    const { versions } = answered(await client.adminPolicyHistory(target));
    show(versions, versions.map(line).join("\n") || "Never written: the deployment's defaults are in force.");
    return exitCodes.done;
  },
};

const line = ({ version, at, actor }: Version): string =>
  `${String(version).padStart(5)}  ${at}  ${actor.role} ${printable(actor.name ?? actor.ref)}`;

export const restorePolicy: Command = {
  name: "policy restore",
  args: ["version"],
  summary: "Bring an earlier version of the policy back, after showing what changes",
  details: "It becomes a new version. The deployment's floor binds it as it binds every change.",
  options: { "dry-run": { type: "boolean", help: "only show what would change" }, yes: yesOption },
  examples: ["countersign-admin policy restore 7 --dry-run"],
  run: async (context) => {
    const { client, target, args, flag, show, terminal } = context;
    const wanted = numberIn(args[0] ?? "");
    const [before, { versions }] = [
      answered(await client.adminGetPolicy(target)),
      answered(await client.adminPolicyHistory(target)),
    ];
    const found = versions.find(({ version }) => version === wanted);
    if (found === undefined) throw new Mistake(`No version ${wanted} is kept. See countersign-admin policy history.`);
    const after = afterChange(before, found.policy);
    const changes = policyChanges(before, after);
    if (flag("dry-run") || changes === "") {
      show({ before, after }, changes || "Nothing would change.");
      return exitCodes.done;
    }
    terminal.say(changes);
    if (!(await confirmed(context, `Bring version ${wanted} back?`))) return exitCodes.failed;
    const put = await client.adminPutPolicy({ ...target, ...found.policy, version: before.version });
    const policy = answered(put);
    show(policy, `Done: version ${policy.version} is as version ${wanted} was.`);
    return exitCodes.done;
  },
};

function numberIn(typed: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed))
    throw new Misused("Which version? It is a whole number, as policy history shows it.");
  return Number(typed);
}
