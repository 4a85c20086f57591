import { Mistake, Misused, printable } from "../command-line/command-line.ts";
import type { Data } from "../src/index.ts";
import { type Command, type Context, confirmed, exitCodes, yesOption } from "./command.ts";
import { answered } from "./mistake.ts";
import { issuerOption, reasonOf, reasonOption, userOf } from "./user-commands.ts";

export const issueBypassCode: Command = {
  name: "bypass-code",
  args: ["userId"],
  summary: "Make a code that stands in for a user's second factor in one login",
  details: `For a user without the phone for a day. Identify the user first, and tell the code to nobody else: it is shown once. It
brings no access to the settings of the second factor. A new code ends the one before. The user is told by e-mail.`,
  options: {
    issuer: issuerOption,
    reason: reasonOption,
    hours: { type: "string", value: "HOURS", help: "until it ends, 1 to 24; 8 if left out" },
  },
  examples: ['countersign-admin bypass-code user@example.com --reason "Phone at home, ticket 1234" --hours 4'],
  run: async (context) => {
    const { client, show } = context;
    const fields = { ...userOf(context), reason: reasonOf(context), hours: hoursOf(context) };
    const made = answered(await client.adminIssueBypassCode(fields));
    show(made, `${printable(made.code)}\nGood for one login until ${printable(made.expiresAt)}.`);
    return exitCodes.done;
  },
};

function hoursOf({ text }: Context): number {
  const typed = text("hours") ?? "8";
  if (!/^\d{1,2}$/.test(typed) || Number(typed) < 1 || Number(typed) > 24) throw new Misused("--hours is 1 to 24.");
  return Number(typed);
}

type Waiting = Data<"adminListApprovals">["approvals"][number];
const described = ({ action, parameters, askedBy, expiresAt }: Waiting): string =>
  printable(`${action} ${JSON.stringify(parameters)}, asked by ${askedBy}, until ${expiresAt}`);

export const listApprovals: Command = {
  name: "approvals list",
  args: [],
  summary: "Show what waits for a second person",
  details: "Where the policy asks for two, another admin approves resets, bypass codes, phones and a looser policy.",
  options: {},
  examples: ["countersign-admin approvals list"],
  run: async ({ client, target, show }) => {
    const { approvals } = answered(await client.adminListApprovals(target));
    const lines = approvals.map((waiting) => `${printable(waiting.id)}  ${described(waiting)}`);
    show(approvals, lines.length === 0 ? "Nothing waits." : lines.join("\n"));
    return exitCodes.done;
  },
};

export const approve: Command = {
  name: "approvals approve",
  args: ["approvalId"],
  summary: "Approve what another admin asked for, after showing it",
  details: "Ask the other admin about it first. Whoever asked, and whom it is about, cannot approve it.",
  options: { yes: yesOption },
  examples: ["countersign-admin approvals approve apr_9mZbQ0w2T8mJ4sF1c0kZ7Q"],
  run: async (context) => {
    const { client, target, args, show } = context;
    const [approvalId = ""] = args;
    const { approvals } = answered(await client.adminListApprovals(target));
    const waiting = approvals.find(({ id }) => id === approvalId);
    if (waiting === undefined) throw new Mistake("Nothing with this id waits. See countersign-admin approvals list");
    if (!(await confirmed(context, `${described(waiting)}\nApprove it?`))) return exitCodes.failed;
    const { action, parameters } = waiting;
    const answer = answered(await client.adminApprove({ ...target, approvalId, action, parameters }));
    const code = answer !== undefined && "code" in answer ? `${printable(answer.code)}\n` : "";
    show(answer ?? {}, `${code}Done: ${printable(action)}.`);
    return exitCodes.done;
  },
};

export const dropApproval: Command = {
  name: "approvals drop",
  args: ["approvalId"],
  summary: "Give up what waits for a second person",
  details: "Nothing is changed. It can be asked for again, under a new id.",
  options: {},
  examples: ["countersign-admin approvals drop apr_9mZbQ0w2T8mJ4sF1c0kZ7Q"],
  run: async ({ client, target, args, show }) => {
    const [approvalId = ""] = args;
    answered(await client.adminDropApproval({ ...target, approvalId }));
    show({ dropped: approvalId }, "Given up.");
    return exitCodes.done;
  },
};

const channels = ["phone", "email"] as const;

export const checkCaller: Command = {
  name: "caller-check",
  args: ["userId"],
  summary: "Send two words to a caller, and compare what the caller says",
  details: `The words go to the user's confirmed phone or known address. Do not use the phone that the call is about. They live five
minutes; three wrong tries end them. Without a terminal the words are sent only: give them with --words in a second call.`,
  options: {
    issuer: issuerOption,
    channel: { type: "string", value: "phone|email", help: "where the words go" },
    words: { type: "string", value: "WORDS", help: "what the caller says; nothing is sent" },
  },
  examples: [
    "countersign-admin caller-check user@example.com --channel email",
    'countersign-admin caller-check user@example.com --words "maple anchor"',
  ],
  run: async (context) => {
    const { client, text, show, terminal } = context;
    const user = userOf(context);
    const confirm = async (words: string): Promise<void> => {
      const confirmation = answered(await client.adminConfirmCaller({ ...user, words }));
      show(confirmation, "Right: the caller has read the words.");
    };
    const said = text("words");
    if (said !== undefined) {
      await confirm(said);
      return exitCodes.done;
    }
    const channel = channels.find((one) => one === text("channel"));
    if (channel === undefined) throw new Misused("--channel is phone or email.");
    const sent = answered(await client.adminCheckCaller({ ...user, channel }));
    const where = `Two words were sent to ${printable(sent.sentTo)}, good until ${printable(sent.expiresAt)}.`;
    if (!terminal.isInteractive) show(sent, where);
    else {
      terminal.say(where);
      await confirm(await terminal.ask("The words that the caller says:"));
    }
    return exitCodes.done;
  },
};
