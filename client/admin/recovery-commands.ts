import { either, Mistake, Misused, printable } from "../command-line/command-line.ts";
import type { Data } from "../src/index.ts";
import { type Command, type Context, exitCodes } from "./command.ts";
import { answered } from "./mistake.ts";
import { issuerOption, reasonOf, reasonOption, userOf, who } from "./user-commands.ts";

/** Of `policy set`, and of a rehearsal. */
export const recoveryOptions = {
  recovery: {
    type: "string",
    value: "off|delay|delay-and-approval",
    help: "whether users who lost everything may set up afresh by password and mailbox",
  },
  "recovery-hours": { type: "string", value: "HOURS", help: "how long a recovery waits, 24 to 336" },
} as const;

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

type Rehearsed = NonNullable<Data<"adminRehearse">["users"][number]["recovery"]>;
type Plan = NonNullable<Rehearsed["plan"]>;

export const rehearseRecovery: Command = {
  name: "user rehearse-recovery",
  args: ["userId"],
  summary: "Say how a recovery of a user would go: who would be told, when, and what would be replaced",
  details: `Nothing is written and nothing is sent. Without the options it is as the policy says; with them, as it would be under another
one. A recovery that is under way does not count. The local run rehearses with its own clock.
${who}`,
  options: { issuer: issuerOption, ...recoveryOptions },
  examples: [
    "countersign-admin user rehearse-recovery test@example.com",
    "countersign-admin user rehearse-recovery test@example.com --recovery delay --recovery-hours 24 --json",
  ],
  run: async (context) => {
    const { client, show } = context;
    const { userId, issuer, ...tenant } = userOf(context);
    const policy = recoveryIn(context, answered(await client.adminGetPolicy(tenant)));
    const input = { ...tenant, ...(issuer !== undefined && { issuer }), policy, userIds: [userId], recovery: true };
    const rehearsed = answered(await client.adminRehearse(input)).users[0]?.recovery;
    if (rehearsed === undefined) throw new Mistake("This service is older than the command: it rehearses no recovery.");
    show({ userId, ...rehearsed }, rehearsalText(printable(userId), rehearsed));
    return exitCodes.done;
  },
};

const hindrances: Readonly<Record<string, string>> = {
  no_factor: "no second factor is set up, so there is nothing to recover",
  policy_off: "the policy offers none",
  no_mail: "this deployment sends no e-mails",
  no_contact: "no e-mail address is known",
  contact_unverified: "no sign-in has called the e-mail address verified",
  contact_changed: "the e-mail address changed in the last thirty days",
};
const notices: Readonly<Record<string, string>> = {
  code: "first code",
  waiting: "somebody asked for it, with a link that ends it",
  "half-way": "half of the wait is over",
  ready: "ready, with the second code",
  completed: "new factor set up",
  ended: "over, if nobody went on",
};

function rehearsalText(user: string, { hindrance, from, plan }: Rehearsed): string {
  const why = hindrance === null ? null : printable(hindrances[hindrance] ?? hindrance);
  if (plan === null || from === null) return `${user} cannot ask for a recovery: ${why ?? "not now"}.`;
  const now = why === null ? [] : [`${user} cannot ask for a recovery now: ${why}. It would go so later:`];
  return [...now, ...planLines(plan, from)].join("\n");
}

function planLines({ channels, notices: told, replaced, ...plan }: Plan, from: string): readonly string[] {
  const { email, phones } = channels;
  const factors = replaced.factors.map(({ type, label }) => `${type} (${label})`);
  return [
    `Begins     ${from} at the earliest`,
    `Waits      ${plan.delayHours} hours, at the earliest until ${plan.readyAt}`,
    `Approval   ${plan.approvalBy === null ? "not needed" : `by an admin, until ${plan.approvalBy}`}`,
    `E-mail     ${email ?? "none"}`,
    `Phones     ${phones.length === 0 ? "none" : phones.join(", ")}`,
    ...told.map(
      ({ kind, at, toPhones }) =>
        `${(at ?? "once done").padEnd(24)}  e-mail${toPhones ? " and SMS" : ""}: ${notices[kind] ?? kind}`,
    ),
    `Replaces   ${[...factors, `${replaced.backupCodes} backup codes`, `${replaced.devices} remembered devices`].join(", ")}`,
  ].map(printable);
}

/** An object is replaced as a whole, so the part that nobody named is that of before. */
export function recoveryIn({ text }: Pick<Context, "text">, { recovery }: Pick<Data<"adminGetPolicy">, "recovery">) {
  const [mode, hours] = [text("recovery"), text("recovery-hours")];
  if (mode === undefined && hours === undefined) return {};
  return {
    recovery: {
      mode: modeIn(mode ?? recovery.mode),
      delayHours: hours === undefined ? recovery.delayHours : hoursIn(hours),
    },
  };
}

const modes = ["off", "delay", "delay-and-approval"] as const;
function modeIn(typed: string): (typeof modes)[number] {
  const mode = modes.find((one) => one === typed);
  if (mode === undefined) throw new Misused(`--recovery is ${either(modes)}.`);
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
