import { printable } from "../command-line/printable.ts";
import { Misused } from "../command-line/command-line.ts";
import { type Command, type Context, confirmed, exitCodes, yesOption } from "./command.ts";
import { answered } from "./mistake.ts";
import type { Data, Input } from "../src/index.ts";

/** Options of `policy set` about what SMS may cost and whether codes are read out. */
export const smsPolicyOptions = {
  voice: { type: "string", value: "yes|no", help: "whether a login's code may be read out in a call" },
  "sms-budget": {
    type: "string",
    value: "USD",
    help: "a month's budget, after which set-ups of phones get no SMS; empty for none",
  },
} as const;

export function smsPolicyIn({ text }: Pick<Context, "text">): Pick<Input<"adminPutPolicy">, "voice" | "smsBudgetUsd"> {
  const [voice, budget] = [text("voice"), text("sms-budget")];
  if (voice !== undefined && voice !== "yes" && voice !== "no") throw new Misused("--voice is yes or no.");
  if (budget !== undefined && !/^\d*(?:\.\d+)?$/.test(budget)) throw new Misused("--sms-budget is a number of USD.");
  return {
    ...(voice !== undefined && { voice: voice === "yes" }),
    ...(budget !== undefined && { smsBudgetUsd: budget === "" ? null : Number(budget) }),
  };
}

export const voiceText = (isAllowed: boolean): string =>
  isAllowed ? "Voice calls: on. A login's code may be read out." : "Voice calls: off. Codes come by SMS.";
export const budgetText = (usd: number | null): string =>
  usd === null
    ? "Nothing bounds what SMS may cost in a month."
    : `Set-ups of phones get no SMS once those of the month cost ${String(usd)} USD; logins go on.`;

export const showSms: Command = {
  name: "sms",
  args: [],
  summary: "Show what SMS cost in a month, and where none are sent at the moment",
  details: "The prices are estimates: your provider's bill has the last word.",
  options: { month: { type: "string", value: "2026-11", help: "another month than this one" } },
  examples: ["countersign-admin sms", "countersign-admin sms --month 2026-10 --json"],
  run: async ({ client, target, text, show }) => {
    const month = text("month");
    const sms = answered(await client.adminGetSms({ ...target, ...(month !== undefined && { month }) }));
    show(sms, smsText(sms));
    return exitCodes.done;
  },
};

const smsText = ({ month, spent, budget, byCountry, breakers }: Data<"adminGetSms">): string =>
  [
    `${month}: ${spent.toFixed(2)} USD${budget === null ? "" : ` of ${String(budget)}`}`,
    ...byCountry.map(({ country, messages, usd }) => `  ${printable(country)}  ${messages} SMS, ${usd.toFixed(2)} USD`),
    ...breakers.map(
      ({ range, country, state, until }) =>
        `Stopped: ${printable(country)}, ${printable(range)}, ${printable(state)}, until ${printable(until)}`,
    ),
  ].join("\n");

export const resumeSms: Command = {
  name: "sms resume",
  args: ["range"],
  summary: "Let a range or country that was stopped get SMS again; operators only",
  details: `Too few codes came back from it, so that somebody may be earning on the messages: look at the activity first.
countersign-admin sms names what is stopped.`,
  options: { yes: yesOption },
  examples: ["countersign-admin sms resume rHr5Q0dJ0wQ", "countersign-admin sms resume CH --tenant acme --yes"],
  run: async (context) => {
    const { client, target, args, show } = context;
    const range = args[0] ?? "";
    if (!(await confirmed(context, `Send SMS to ${printable(range)} again?`))) return exitCodes.failed;
    answered(await client.adminLiftSmsBreaker({ ...target, range }));
    show({ range, resumed: true }, `Done: set-ups of phones of ${printable(range)} get SMS again.`);
    return exitCodes.done;
  },
};
