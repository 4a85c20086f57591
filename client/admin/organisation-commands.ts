import { Misused, printable } from "../command-line/command-line.ts";
import type { Data, Input } from "../src/index.ts";
import { type Command, confirmed, type Context, exitCodes, yesOption } from "./command.ts";
import { answered } from "./mistake.ts";
import { issuerOption, userOf } from "./user-commands.ts";

type Event = Data<"adminListEvents">["events"][number];
type OrganisationEvent = Data<"adminListActivity">["events"][number];
const pageSize = 100;

/** Newest first. */
export const activity: Command = {
  name: "activity",
  args: ["userId"],
  summary: "Show what happened to a user's second factor, newest first",
  details: "Who did it is named by reference (usr_…), as in the logs. With --json a JSON array.",
  options: { issuer: issuerOption, limit: { type: "string", value: "N", help: "how many events; 20 if left out" } },
  examples: [
    "countersign-admin activity user@example.com",
    "countersign-admin activity user@example.com --limit 500 --json",
  ],
  run: async (context) => {
    const { client, text, show } = context;
    const wanted = wholeNumber(text("limit") ?? "20");
    const events: Event[] = [];
    let cursor: string | null | undefined;
    while (events.length < wanted && cursor !== null) {
      const limit = Math.min(pageSize, wanted - events.length);
      const from = cursor === undefined ? {} : { cursor };
      const page = answered(await client.adminListEvents({ ...userOf(context), limit, ...from }));
      events.push(...page.events);
      cursor = page.cursor;
    }
    const widest = Math.max(...events.map(({ type }) => type.length));
    show(events, events.map((event) => line(event, widest)).join("\n") || "Nothing yet.");
    return exitCodes.done;
  },
};

/** Newest first. */
export const organisationActivity: Command = {
  name: "organisation activity",
  args: [],
  summary: "Show the organisation's changes and what its admins did, newest first",
  details: "No logins and no wrong codes: those are in a user's activity. With --json a JSON array.",
  options: { limit: { type: "string", value: "N", help: "how many events; 20 if left out" } },
  examples: ["countersign-admin organisation activity --limit 100"],
  run: async ({ client, target, text, show }) => {
    const wanted = wholeNumber(text("limit") ?? "20");
    const events: OrganisationEvent[] = [];
    let cursor: string | null | undefined;
    while (events.length < wanted && cursor !== null) {
      const limit = Math.min(pageSize, wanted - events.length);
      const from = cursor === undefined ? {} : { cursor };
      const page = answered(await client.adminListActivity({ ...target, limit, ...from }));
      events.push(...page.events);
      cursor = page.cursor;
    }
    const widest = Math.max(...events.map(({ type }) => type.length));
    show(events, events.map((event) => line(named(event), widest)).join("\n") || "Nothing yet.");
    return exitCodes.done;
  },
};

/** The event with the people by their names, where those are known. */
const named = ({ actor, user, data, ...event }: OrganisationEvent): Event => ({
  ...event,
  actor: { role: actor.role, ref: printable(actor.name ?? actor.ref) },
  data: { ...(user && { user: user.userId ?? user.ref }), ...data },
});

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Misused("--limit is a whole number from 1.");
  return Number(text);
}

const line = ({ at, type, actor, data }: Event, widest: number): string => {
  const facts = Object.entries(data).map(([name, value]) =>
    printable(`${name}=${typeof value === "string" ? value : JSON.stringify(value)}`),
  );
  return [at, printable(type).padEnd(widest), `${actor.role} ${actor.ref}`, ...facts].join("  ");
};

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
