import { type Command, type Context, exitCodes } from "./command.ts";
import { renderUnicodeCompact } from "uqr";
import type { Data, Problem, Result } from "../src/index.ts";
import { either, Mistake } from "../command-line/command-line.ts";
import { answered, Refused, sentenceOf } from "./mistake.ts";
import type { Terminal } from "./terminal.ts";

interface Proof {
  readonly accessToken: string | null;
  readonly expiresAt: string;
}

export const login: Command = {
  name: "login",
  args: [],
  summary: "Exchange a first-factor token and a code for an access token",
  details: `Takes the token that your login issues after the password (COUNTERSIGN_TOKEN or --token-file), asks for the code and
writes the access token to standard output, all else to standard error. A user without a second factor sets up an authenticator app.
The access token is good for a few minutes; so is what you keep in COUNTERSIGN_TOKEN.`,
  options: {},
  examples: [
    "export COUNTERSIGN_URL=http://127.0.0.1:8787        # the local run, and its own sign-in:",
    `export COUNTERSIGN_TOKEN=$(curl -s $COUNTERSIGN_URL/local/sign-in -H content-type:application/json \\
    -d '{"email":"admin@example.com","password":"correct horse battery staple"}' | sed 's/.*"token":"\\([^"]*\\).*/\\1/')`,
    "export COUNTERSIGN_TOKEN=$(countersign-admin login)",
  ],
  run: async (context) => {
    const begun = answered(await context.client.login());
    const proof = begun.decision === "challenge" ? await verify(context, begun) : await enroll(context);
    const { accessToken, expiresAt } = proof;
    if (accessToken === null)
      throw new Mistake("Logins of this app bring no access token. Use a token of an app that adminFor names.");
    context.terminal.say(`Good until ${expiresAt}.`);
    context.show({ accessToken, expiresAt }, accessToken);
    return exitCodes.done;
  },
};

type Challenge = Extract<Data<"login">, { readonly decision: "challenge" }>;

interface Asked {
  readonly factors: readonly { readonly type: string }[];
  readonly challenge: object | null;
  readonly publicKey?: object | undefined;
}
const codeSources: Readonly<Record<string, string>> = { totp: "the app" };

/** Names the codes that can be right. A passkey answers in a browser only. */
export function questionOf({ factors, challenge, publicKey }: Asked): string {
  const sources = new Set(factors.flatMap(({ type }) => codeSources[type] ?? []));
  if (challenge !== null) sources.add("the SMS");
  if (sources.size > 0) return `Code of ${either([...sources])}, or a backup code:`;
  return publicKey === undefined ? "Backup code:" : "A passkey cannot be used in the terminal. Backup code:";
}

/** A six-digit code is the SMS's only if one was sent. */
async function verify({ client, terminal }: Context, begun: Challenge): Promise<Proof> {
  const challengeId = begun.challenge?.id;
  const question = questionOf(begun);
  return accepted(terminal, question, async (code) => {
    const isSms = challengeId !== undefined && /^\D*(\d\D*){6}$/.test(code);
    return client.verify({ code, ...(isSms && { challengeId }) });
  });
}

async function enroll({ client, terminal }: Context): Promise<Proof> {
  const enrolled = answered(await client.enrollFactor({ type: "totp" }));
  if ("uri" in enrolled) {
    terminal.say("Admins need a second factor. Scan this with an authenticator app:");
    if (terminal.isLive) terminal.say(renderUnicodeCompact(enrolled.uri));
    terminal.say(`or enter this key into the app:\n  ${enrolled.secret}\nor open\n  ${enrolled.uri}`);
  }
  const confirmed = await accepted(terminal, "Code that the app shows:", async (code) =>
    client.confirmFactor({ factorId: enrolled.factor.id, code }),
  );
  if (!("accessToken" in confirmed)) throw new Mistake("There is a second factor by now. Log in with it.");
  const { backupCodes, ...proof } = confirmed;
  terminal.say(`Keep these backup codes, each works once:\n${backupCodes.map((one) => `  ${one}`).join("\n")}`);
  return proof;
}

/** Asks until a code is accepted: a typing error costs a try, and no more. */
async function accepted<T>(
  terminal: Terminal,
  question: string,
  send: (code: string) => Promise<Result<T>>,
): Promise<T> {
  for (;;) {
    const result = await send(await terminal.ask(question));
    if (result.problem === undefined) return result.data;
    if (!mayTryAgain(result.problem)) throw new Refused(result.problem);
    terminal.say(typingErrors(result.problem).join(" ") || sentenceOf(result.problem));
  }
}

/** Faults of what was typed, without the field's name: there is one question. */
const typingErrors = (problem: Problem): readonly string[] =>
  problem.code === "invalid_request"
    ? (problem.errors ?? []).filter(({ path }) => path === "code").map(({ message }) => `${message}.`)
    : [];

const mayTryAgain = (problem: Problem): boolean =>
  problem.code === "code_already_used" ||
  typingErrors(problem).length > 0 ||
  (problem.code === "invalid_code" && problem.attemptsRemaining !== 0);
