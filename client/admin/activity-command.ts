import { printable } from "../command-line/printable.ts";
import type { Data } from "../src/index.ts";
import { type Command, exitCodes } from "./command.ts";
import { answered } from "./mistake.ts";
import { Misused } from "../command-line/command-line.ts";
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
