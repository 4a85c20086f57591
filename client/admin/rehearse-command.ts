import { readFile, writeFile } from "node:fs/promises";
import { Mistake, Misused, printable } from "../command-line/command-line.ts";
import type { Data, Input } from "../src/index.ts";
import { isFileFault, type UserRow, userRowsOf } from "../src/phone-rows.ts";
import { jobRetry, withRetry } from "../src/retry.ts";
import { type Command, exitCodes } from "./command.ts";
import { faultSentence, fileSentence } from "./import-report.ts";
import { Refused } from "./mistake.ts";

type Row = Data<"adminRehearse">["users"][number];
type Counts = Data<"adminRehearse">["counts"];
type Sms = Data<"adminRehearse">["sms"];
type Change = Input<"adminRehearse">["policy"];

/** Bounds of one call: users, and bytes of the body. */
const mostUsers = 100;
const mostBytes = 8 * 1024;

export const rehearsePolicy: Command = {
  name: "policy rehearse",
  args: [],
  summary: "Say what another policy would mean for each user of a list; changes nothing",
  details: `The service does not know who never came: the list comes from your directory, as CSV with a column userId and, for users of
another issuer, issuer. The file of the policy has the fields to change, as JSON: {"required": true}. The answer is a CSV with a
line for each user: how logins go now and how they would go then, once dates and grace are over. Roles are not known here. The SMS
of the first week are an estimate for the whole list. If it is stopped, run it again: it only reads.`,
  options: {
    policy: { type: "string", value: "FILE", help: "the fields to change, as JSON" },
    users: { type: "string", value: "FILE", help: "the users, as CSV" },
    out: { type: "string", value: "FILE", help: "where the CSV goes; to the terminal if left out" },
  },
  examples: ["countersign-admin policy rehearse --policy new.json --users users.csv --out rehearsal.csv"],
  run: async ({ client, target, text, terminal, flag, show }) => {
    const [policyFile, usersFile, out] = [text("policy"), text("users"), text("out")];
    if (policyFile === undefined || usersFile === undefined) throw new Misused("Give --policy and --users.");
    const policy = await changeIn(policyFile);
    const users = await usersIn(usersFile);
    const signal = terminal.interrupted("Stopped. Nothing was changed: run it again.");
    const rows: Row[] = [];
    const counted: Counts[] = [];
    const weeks: Sms[] = [];
    for (const { issuer, userIds } of batchesOf(users, policy)) {
      const { data, problem } = await withRetry(
        async () => client.adminRehearse({ ...target, policy, userIds, ...(issuer !== "" && { issuer }) }),
        jobRetry(signal),
      );
      signal.throwIfAborted();
      if (problem !== undefined) throw new Refused(problem);
      rows.push(...data.users);
      counted.push(data.counts);
      weeks.push(data.sms);
      terminal.progress(`${rows.length} of ${users.length}`);
    }
    const counts = countsOf(counted);
    const sms = sumOf(weeks);
    const csv = csvOf(rows);
    if (out !== undefined) await written(out, csv);
    if (out === undefined && !flag("json")) terminal.out(csv);
    const summary = [summaryOf(rows.length, counts), ...(sms === undefined ? [] : [smsText(sms)])].join("\n");
    show({ users: out === undefined ? rows : rows.length, counts, sms }, summary);
    return exitCodes.done;
  },
};

async function contentOf(path: string): Promise<Buffer> {
  return readFile(path).catch(() => {
    throw new Mistake(`${path} cannot be read.`);
  });
}

async function changeIn(path: string): Promise<Change> {
  const text = (await contentOf(path)).toString("utf8");
  const change = parsedOrNull(text);
  if (change === null) throw new Mistake(`${path} is not JSON.`);
  // Of two values nobody knows which one was meant (RFC 8259 section 4), and the parser keeps the last.
  if (namesIn(text) !== namesIn(JSON.stringify(change))) throw new Mistake(`${path} names a field twice.`);
  return change;
}

function parsedOrNull(text: string): Change | null {
  try {
    return JSON.parse(text) as Change;
  } catch {
    return null;
  }
}

/** How many names the objects of well-formed JSON have: texts before a colon. */
const namesIn = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;

/** Each user once. A row that names nobody is a mistake of the list: half a list gives half an answer. */
async function usersIn(path: string): Promise<readonly UserRow[]> {
  const rows = userRowsOf(await contentOf(path));
  if (isFileFault(rows)) throw new Mistake(`${path}: ${fileSentence(rows)}`);
  const wrong = rows.find(({ fault }) => fault !== null && !isTwice(fault));
  if (wrong?.fault) throw new Mistake(`Line ${wrong.line} of ${path}: ${faultSentence(wrong.fault)}`);
  return rows.filter(({ fault }) => fault === null);
}

const isTwice = (fault: NonNullable<UserRow["fault"]>): boolean => typeof fault === "object";

interface Batch {
  readonly issuer: string;
  readonly userIds: string[];
}

const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** As many users of one issuer as one call takes. */
function batchesOf(users: readonly UserRow[], policy: Change): readonly Batch[] {
  const frame = sizeOf({ policy, userIds: [], issuer: "" });
  const issuers = [...new Set(users.map(({ issuer = "" }) => issuer))];
  return issuers.flatMap((issuer) => {
    const batches: Batch[] = [];
    let bytes = Number.POSITIVE_INFINITY;
    for (const { userId } of users.filter(({ issuer: own = "" }) => own === issuer)) {
      const size = sizeOf(userId) + 1;
      const last = batches.at(-1);
      if (last === undefined || last.userIds.length === mostUsers || bytes + size > mostBytes) {
        batches.push({ issuer, userIds: [userId] });
        bytes = frame + sizeOf(issuer) + size;
      } else {
        last.userIds.push(userId);
        bytes += size;
      }
    }
    return batches;
  });
}

async function written(path: string, csv: string): Promise<void> {
  await writeFile(path, `${csv}\n`, { mode: 0o600 }).catch(() => {
    throw new Mistake(`${path} cannot be written.`);
  });
}

const columns = ["userId", "now", "then", "why", "factors", "backupCodes"] as const;

const csvOf = (rows: readonly Row[]): string =>
  [
    columns.join(","),
    ...rows.map(({ userId, now, then, why, factors, backupCodes }) =>
      [userId, now, then, why ?? "", factors.join(" "), String(backupCodes)].map(cell).join(","),
    ),
  ].join("\n");

/** RFC 4180. A spreadsheet takes a cell that begins so for a formula (CWE-1236). */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A user may be in both of the weak ways, and a row names one. */
const countsOf = (counted: readonly Counts[]): Counts => {
  const sum = (name: keyof Counts): number => counted.reduce((all, counts) => all + counts[name], 0);
  return {
    allow: sum("allow"),
    challenge: sum("challenge"),
    enroll: sum("enroll"),
    shut_out: sum("shut_out"),
    no_backup_codes: sum("no_backup_codes"),
    only_sms: sum("only_sms"),
  };
};

const summaryOf = (users: number, counts: Counts): string =>
  [
    `${users} users.`,
    `${counts.allow + counts.challenge} go on as before.`,
    `${counts.enroll} would be sent to set up a second factor.`,
    `${counts.shut_out} would be shut out.`,
    `${counts.no_backup_codes} have one factor and no backup codes left, ${counts.only_sms} only SMS.`,
  ].join("\n");

/** Undefined: of nobody. */
const sumOf = ([first, ...others]: readonly Sms[]): Sms | undefined =>
  first &&
  others.reduce(
    (sum, sms) => ({
      ...sms,
      least: added(sum.least, sms.least),
      most: added(sum.most, sms.most),
    }),
    first,
  );

const added = (one: Sms["least"], other: Sms["least"]): Sms["least"] => ({
  messages: one.messages + other.messages,
  usd: Math.round(1e6 * (one.usd + other.usd)) / 1e6,
});

const smsText = ({ least, most, logins, pricesAsOf }: Sms): string =>
  [
    `SMS of the first week: ${least.messages} to ${most.messages}, ${least.usd.toFixed(2)} to ${most.usd.toFixed(2)} USD.`,
    `An estimate: ${logins} logins a user, one SMS each, no remembered devices; the lower figure: only of users who have no other way.`,
    `Prices of ${printable(pricesAsOf)}, or the deployment's own; your provider's bill has the last word.`,
  ].join("\n");
