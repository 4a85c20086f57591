import { createClient } from "../src/index.ts";
import { bearerFrom, tenantOf, type Environment } from "./bearer.ts";
import {
  type Command,
  commonOptions,
  type Described,
  exitCodes,
  generalHelp,
  helpOf,
  type OfflineCommand,
  usageOf,
} from "./command.ts";
import { Interrupted, Refused } from "./mistake.ts";
import { Mistake, Misused, printable, readLine } from "../command-line/command-line.ts";
import type { Terminal } from "./terminal.ts";
import { activity, organisationActivity, posture, resumeSms, showSms } from "./organisation-commands.ts";
import { approve, checkCaller, dropApproval, issueBypassCode, listApprovals } from "./desk-commands.ts";
import { importPhones } from "./import-command.ts";
import { login } from "./login-command.ts";
import { endDevices, setPolicy, showPolicy } from "./policy-commands.ts";
import { approveRecovery, refuseRecovery, rehearseRecovery } from "./recovery-commands.ts";
import {
  endUserDevices,
  preRegister,
  removePhone,
  reopenMethod,
  requireUser,
  resetUser,
  showUser,
} from "./user-commands.ts";
import { policyHistory, restorePolicy } from "./policy-history.ts";
import { rehearsePolicy } from "./rehearse-command.ts";
import { webauthnFiles } from "./webauthn-command.ts";

export const commands: readonly (Command | OfflineCommand)[] = [
  login,
  showUser,
  resetUser,
  reopenMethod,
  issueBypassCode,
  checkCaller,
  listApprovals,
  approve,
  dropApproval,
  preRegister,
  removePhone,
  endUserDevices,
  approveRecovery,
  refuseRecovery,
  rehearseRecovery,
  requireUser,
  importPhones,
  showPolicy,
  setPolicy,
  endDevices,
  policyHistory,
  restorePolicy,
  rehearsePolicy,
  activity,
  organisationActivity,
  posture,
  resumeSms,
  showSms,
  webauthnFiles,
];

/** Runs one command and says with what code to end. */
export async function run(line: readonly string[], environment: Environment, terminal: Terminal): Promise<number> {
  try {
    const command = commands.find(({ name }) => name.split(" ").every((word, nth) => line[nth] === word));
    if (command !== undefined) return await runCommand(command, line, environment, terminal);
    if (line.length > 0 && !line.includes("--help"))
      throw new Misused(`There is no command ${line.slice(0, 2).join(" ")}. See countersign-admin --help`);
    const group = commands.filter(({ name }) => name.split(" ")[0] === line[0]);
    terminal.out(generalHelp(group.length > 0 ? group : commands));
    return line.length > 0 ? exitCodes.done : exitCodes.misused;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    terminal.say(
      error instanceof Refused && line.includes("--json") ? JSON.stringify({ problem: error.problem }) : error.message,
    );
    if (error instanceof Interrupted) return exitCodes.interrupted;
    return error instanceof Misused ? exitCodes.misused : exitCodes.failed;
  }
}

async function runCommand(
  command: Command | OfflineCommand,
  line: readonly string[],
  environment: Environment,
  terminal: Terminal,
): Promise<number> {
  const { values, positionals } = parsed(command, line.slice(command.name.split(" ").length));
  const text = (name: string): string | undefined => (typeof values[name] === "string" ? values[name] : undefined);
  const flag = (name: string): boolean => values[name] === true;
  if (flag("help")) {
    terminal.out(helpOf(command));
    return exitCodes.done;
  }
  if (positionals.length !== command.args.length) throw new Misused(`Usage: ${usageOf(command)}`);
  // No address can have these in it (RFC 3986 section 5.2.4).
  const unusable = positionals.find((one) => ["", ".", ".."].includes(one));
  if (unusable !== undefined) throw new Misused(`"${unusable}" names nothing.`);
  const show = (data: unknown, forPeople: string): void =>
    terminal.out(flag("json") ? JSON.stringify(data) : forPeople);
  if ("runOffline" in command) return command.runOffline({ text, show });
  command.judge?.({ text });
  const baseUrl = addressIn(text("url") ?? environment.url);
  const tenant = text("tenant");
  const bearer = await bearerFrom(text("token-file"), environment, terminal);
  return command.run({
    url: baseUrl,
    client: createClient({ baseUrl, token: bearer }),
    target: tenant === undefined ? {} : { tenant },
    tenant: async () => tenant ?? tenantOf(await bearer()),
    args: positionals,
    text,
    flag,
    terminal,
    show,
  });
}

function addressIn(url: string | undefined): string {
  if (url === undefined || url === "")
    throw new Misused("Where is the service? Name it with --url or COUNTERSIGN_URL.");
  if (URL.canParse(url) && /^https?:/i.test(url)) return url;
  throw new Misused(
    `"${printable(url)}" is no address such as https://auth.example.com: name the service with --url or COUNTERSIGN_URL.`,
  );
}

function parsed(command: Described, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...commonOptions }).map(([name, { type }]) => [name, { type }]),
  );
  return readLine(args, { options, allowPositionals: true }, `Usage: ${usageOf(command)}`);
}
