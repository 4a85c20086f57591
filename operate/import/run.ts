import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { text as wholeText } from "node:stream/consumers";
import type { JWK } from "jose";
import { codeOf, Mistake } from "../../client/command-line/command-line.ts";
import { strictJson } from "../../shared/settings/strict-json.ts";
import { openReport, type Report } from "../../client/admin/import-report.ts";
import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { credentialStore } from "../../shared/aws/dynamodb/account-store.ts";
import { systemClock, systemRandom } from "../../shared/runtime/services.ts";
import type { TrustedIssuer } from "../../shared/settings/issuer.ts";
import { mayNameTenant } from "../../shared/settings/issuer-tenants.ts";
import { dayMillis } from "../../shared/account/instant.ts";
import { isThrottled } from "../aws-trouble.ts";
import { openPlace } from "../place.ts";
import { tableContext, type TableContext } from "../table.ts";
import { helpOr, progressLine, type ProgressLine } from "../terminal.ts";
import { checkUser, type Destination } from "./check-user.ts";
import { formats, type Reading } from "./formats/index.ts";
import { type ImportedUser, type Row, RowFault } from "./imported.ts";
import { help, type ImportOptions, readOptions } from "./options.ts";
import { count, type Counts, type FactorResult, newCounts, pageOf, sentenceOf } from "./result.ts";
import { namedUsers, openSource, type SourceFile } from "./source-file.ts";
import { foreseen, makeKeys, usedStepAt, type Writer, writeUser } from "./write-user.ts";

/** How far a long job is: how many, how fast, and when it ends. Null while it is too early to say. */
export function rateLine({
  done,
  before = 0,
  total,
  since,
}: {
  readonly done: number;
  /** Done by an earlier run. */
  readonly before?: number;
  readonly total: number;
  /** `performance.now()` at the beginning. */
  readonly since: number;
}): string | null {
  const seconds = (performance.now() - since) / 1000;
  if (done % 100 !== 0 || seconds < 1) return null;
  const rate = (done - before) / seconds;
  const left = total > done && rate > 0 ? (total - done) / rate : null;
  const end = left === null ? "" : `, ends at ${new Date(Date.now() + left * 1000).toTimeString().slice(0, 8)}`;
  return `${done} rows, ${Math.round(rate)} a second${end}`;
}

export interface Target {
  readonly context: TableContext;
  readonly issuers: readonly TrustedIssuer[];
  readonly smsCountries: readonly string[];
  /** Tells one place from another in the report. */
  readonly name: string;
}

/** Writes of the table at once: as many as the client has connections. */
const width = 50;

interface Shown {
  readonly say: (text: string) => void;
  readonly progress: ProgressLine;
  readonly secret: () => Promise<string>;
  /** In milliseconds; left out: by the clock. */
  readonly pause?: (millis: number) => Promise<unknown>;
}

/** Takes every row of the file that can be taken. Resolves to how many were. */
export async function run(options: ImportOptions, target: Target, shown: Shown): Promise<Counts> {
  const { context } = target;
  const file = await openSource(options.path);
  if (options.sha256 !== undefined && file.hash !== options.sha256)
    throw new Mistake("The file is another one than --sha256 names: it was changed, or cut short.");
  const issuerId = issuerOf(options, target.issuers);
  const cutOver = options.cutOver ?? context.clock.now();
  if (cutOver > context.clock.now() + dayMillis)
    throw new Mistake("--cut-over is more than a day ahead: nobody with an app could log in until then.");
  const policy = await currentPolicy(policySource(target), options.tenant);
  const { tenant, from, overwrite, rpId } = options;
  const { smsCountries } = policy;
  const to: Destination = { issuers: target.issuers, issuerId, smsCountries, rpId, takesAnyId: from === "countersign" };
  const credentials = credentialStore(context.table);
  const writer: Writer = { context, credentials, tenant, from, usedStep: usedStepAt(cutOver), overwrite };
  if (!options.dryRun) await withRetry(async () => makeKeys(writer), shown.pause ?? wait);
  const report = options.dryRun ? null : reportFor(options, target, issuerId, file);
  const counts = newCounts();
  const began = performance.now();
  const rename = namedUsers(options);

  const add = (result: FactorResult): void => {
    count(counts, result);
    report?.add(result);
    if (result.result === "failed" && counts.failed + counts.kept <= mostShown) shown.say(sentenceOf(result));
    const line = rateLine({ done: counts.rows, before: counts.doneBefore, total: file.lineCount, since: began });
    if (line !== null) shown.progress.show(line);
  };
  const reading: Reading = { file, tenant, secret: shown.secret, privateJwk: privateKeyIn(options) };
  await eachAtOnce(formats[from](reading), async (row) => {
    if (report?.done.has(row.line) === true) {
      counts.rows += 1;
      counts.doneBefore += 1;
    } else {
      const taking = { rename, to, writer, dryRun: options.dryRun };
      add(await withRetry(async () => take(row, taking), shown.pause ?? wait));
    }
  });
  shown.progress.clear();
  return counts;
}

const mostShown = 20;

const pausesMillis = [500, 1000, 2000, 4000, 8000];
const passes = new Set(["TimeoutError", "InternalServerError", "ServiceUnavailable", "ECONNRESET", "ECONNREFUSED"]);

/**
 * A new table grows under the load, and then refuses many writes at once: the SDK's own tries are spent on them together. The row waits
 * and is tried again, which changes nothing if it was written after all.
 */
async function withRetry<T>(work: () => Promise<T>, pause: (millis: number) => Promise<unknown>): Promise<T> {
  for (const millis of pausesMillis) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await pause(millis);
    }
  }
  return work();
}

/** A write whose outcome is not known has the reason as its cause. */
const isPassing = (error: unknown): boolean =>
  isThrottled(error) ||
  passes.has(codeOf(error)) ||
  (error instanceof Error && (passes.has(error.name) || (error.cause !== undefined && isPassing(error.cause))));

interface Taking {
  readonly rename: (user: ImportedUser) => ImportedUser;
  readonly to: Destination;
  readonly writer: Writer;
  readonly dryRun: boolean;
}

async function take(row: Row, { rename, to, writer, dryRun }: Taking): Promise<FactorResult> {
  const { line } = row;
  const place = { line, userId: row.userId ?? "" };
  if (row.user === null)
    return { ...place, result: "failed", code: "invalid_row", field: row.field, detail: row.fault };
  try {
    const named = rename(row.user);
    const user = checkUser(named, to);
    const facts = {
      line,
      userId: user.userId,
      ...(user.weak && { weak: true as const }),
      ...(user.left.length > 0 && { left: user.left }),
      ...(user.factors.some((factor) => "credential" in factor) && { unproven: true as const }),
    };
    if (user.factors.length === 0 && user.preRegisteredPhone === null)
      return { ...facts, result: "done", was: "nothing" };
    const was = await (dryRun ? foreseen : writeUser)(writer, user);
    return was === "kept"
      ? { ...facts, result: "failed", code: "kept", was, detail: "has, or had, a second factor here, which stays" }
      : { ...facts, result: "done", was };
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return { ...place, result: "failed", code: "invalid_row", field: error.field, detail: error.message };
  }
}

function reportFor(
  { path, report, tenant, from }: ImportOptions,
  { name }: Target,
  issuer: string,
  file: SourceFile,
): Report {
  return openReport(report ?? `${path}.report.jsonl`, {
    of: path,
    name: { file: file.hash, url: name, tenant, issuer, from },
  });
}

function issuerOf({ issuer, tenant }: ImportOptions, issuers: readonly TrustedIssuer[]): string {
  const able = issuers.filter((one) => one.id !== "prove" && mayNameTenant(one, tenant));
  if (issuer === undefined) {
    const [only, ...others] = able;
    if (only !== undefined && others.length === 0) return only.id;
    throw new Mistake(`Name the issuer whose users they are: --issuer ${able.map(({ id }) => id).join(" or ")}`);
  }
  const found = issuers.find(({ id }) => id === issuer);
  if (found === undefined)
    throw new Mistake(`There is no issuer ${issuer}: name ${able.map(({ id }) => id).join(" or ")}.`);
  if (!mayNameTenant(found, tenant)) throw new Mistake(`The issuer ${issuer} has no users in ${tenant}.`);
  return issuer;
}

const policySource = ({ context, smsCountries }: Target) => ({
  policies: context.policies,
  settings: { smsCountries: [...smsCountries], appName: "", policyFloor: {} },
});

function privateKeyIn({ key }: ImportOptions): JWK | null {
  if (key === undefined) return null;
  try {
    return strictJson(readFileSync(key, "utf8")) as JWK;
  } catch (error) {
    throw new Mistake(codeOf(error) === "ENOENT" ? `There is no file ${key}.` : `${key} holds no JWK.`);
  }
}

/** After a failure nothing new begins, and it rejects once the rest has ended. */
async function eachAtOnce(rows: AsyncIterable<Row>, work: (row: Row) => Promise<void>): Promise<void> {
  const waiting = rows[Symbol.asyncIterator]();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    try {
      for (;;) {
        const { done, value } = (await waiting.next()) as IteratorResult<Row, undefined>;
        if (done === true || failure !== undefined) return;
        await work(value);
      }
    } catch (error) {
      failure ??= { error };
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (failure !== undefined) throw failure.error;
}

async function secretOnInput(): Promise<string> {
  if (process.stdin.isTTY) throw new Mistake("The secret that opens the file comes on standard input: … < secret.txt");
  const given = (await wholeText(process.stdin)).trim();
  if (given === "") throw new Mistake("Standard input is empty: it brings the secret that opens the file.");
  return given;
}

export const command = helpOr(help, readOptions, async (options) => {
  const { clients, names, deployment } = await openPlace(options.place);
  const { trustedIssuers: issuers = [], smsCountries = [], url = names.table } = deployment ?? {};
  const context = tableContext(clients, names, { clock: systemClock, random: systemRandom });
  const counts = await run(
    options,
    { context, issuers, smsCountries, name: url },
    { say: (text) => console.error(text), progress: progressLine(), secret: secretOnInput },
  );
  console.log(options.json ? JSON.stringify(counts) : pageOf(counts, options.dryRun));
  return counts.failed + counts.kept > 0 ? 1 : 0;
});
