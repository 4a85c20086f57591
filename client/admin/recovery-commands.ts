import { Misused } from "../command-line/command-line.ts";
import { printable } from "../command-line/printable.ts";
import type { Data } from "../src/index.ts";
import { type Command, type Context, exitCodes } from "./command.ts";
import { answered } from "./mistake.ts";
import { issuerOption, reasonOf, reasonOption, userOf, who } from "./user-commands.ts";

export const approveRecovery: Command = {
  name: "user approve-recovery",
  args: ["userId"],
  summary: "Approve that a user who lost everything sets up afresh",
  details: `The delay and the second code stay. Identify the user first, in a way that needs neither password nor mailbox: whoever asks
has these two. docs/recovery.md says what to ask. The activity keeps the reason.
${who}`,
  options: { issuer: issuerOption, reason: reasonOption },
  examples: ['countersign-admin user approve-recovery user@example.com --reason "Ticket 1234, seen by video call"'],
  run: async (context) => {
    const { client, args, show } = context;
    const reason = reasonOf(context);
    answered(await client.adminApproveRecovery({ ...userOf(context), reason }));
    show({ userId: args[0] ?? "", approved: true }, `The recovery of ${printable(args[0] ?? "")} is approved.`);
    return exitCodes.done;
  },
};

export const refuseRecovery: Command = {
  name: "user refuse-recovery",
  args: ["userId"],
  summary: "End a user's recovery",
  details: `Factors and codes stay as they are, and the user is told. The activity keeps the reason.\n${who}`,
  options: { issuer: issuerOption, reason: reasonOption },
  examples: ['countersign-admin user refuse-recovery user@example.com --reason "Ticket 1234, it was not her"'],
  run: async (context) => {
    const { client, args, show } = context;
    const reason = reasonOf(context);
    answered(await client.adminRefuseRecovery({ ...userOf(context), reason }));
    show({ userId: args[0] ?? "", recovery: null }, `No recovery of ${printable(args[0] ?? "")} is under way.`);
    return exitCodes.done;
  },
};

/** Of `policy set`. */
export const recoveryOptions = {
  recovery: {
    type: "string",
    value: "off|delay|delay-and-approval",
    help: "whether users who lost everything may set up afresh by password and mailbox",
  },
  "recovery-hours": { type: "string", value: "HOURS", help: "how long a recovery waits, 24 to 336" },
} as const;

/** An object is replaced as a whole, so the part that nobody named is that of before. */
export function recoveryIn({ text }: Pick<Context, "text">, { recovery }: Data<"adminGetPolicy">) {
  const [mode, hours] = [text("recovery"), text("recovery-hours")];
  if (mode === undefined && hours === undefined) return {};
  return {
    recovery: {
      mode: mode === undefined ? recovery.mode : modeIn(mode),
      delayHours: hours === undefined ? recovery.delayHours : hoursIn(hours),
    },
  };
}

const modes = ["off", "delay", "delay-and-approval"] as const;
function modeIn(typed: string): (typeof modes)[number] {
  const mode = modes.find((one) => one === typed);
  if (mode === undefined) throw new Misused(`--recovery is ${modes.join(" or ")}.`);
  return mode;
}

function hoursIn(typed: string): number {
  if (!/^\d{2,3}$/.test(typed) || Number(typed) < 24 || Number(typed) > 336)
    throw new Misused("--recovery-hours is 24 to 336.");
  return Number(typed);
}

export function recoveryText({ mode, delayHours }: Data<"adminGetPolicy">["recovery"]): string {
  const wait = `may set up afresh by password and a code in the known mailbox, after ${String(delayHours)} hours in which every channel tells the owner`;
  const texts: Readonly<Record<string, string>> = {
    off: "A user who lost everything needs an admin.",
    delay: `A user who lost everything ${wait}.`,
    "delay-and-approval": `A user who lost everything ${wait}, and once an admin has approved it.`,
  };
  return texts[mode] ?? printable(mode);
}
