import { problemCodes } from "./contract.ts";
import type { components } from "./schema.ts";

type Answered = components["schemas"]["Problem"];
export type ProblemCode = Answered["code"];

type ContractProblem = {
  readonly [Code in ProblemCode]: Readonly<Omit<Answered, "code">> & {
    readonly code: Code;
  } & (Code extends "insufficient_user_authentication" ? { readonly stepUp: StepUp } : unknown);
}[ProblemCode];

/** No answer came: no network, no such host, refused by CORS, or nothing for 30 seconds. Whether the call was carried out is not known. */
export interface Offline {
  readonly code: "offline";
  readonly detail: string;
}

/** An answer that is not of this contract: of a proxy on the way, of a throttling gateway, or of a newer service. */
export interface Unexpected {
  readonly code: "unexpected";
  readonly detail: string;
  readonly status: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

export const offline: Offline = { code: "offline", detail: "The service gave no answer." };
export const unexpected = (status: number): Unexpected => ({
  code: "unexpected",
  detail: `The answer (status ${String(status)}) is none that this client knows.`,
  status,
});

/**
 * Outcome of a call that did not succeed; switch on `code`. `detail` is a sentence in English for whoever runs the app.
 *
 * @example
 * const { data, problem } = await countersign.verify({ code });
 * if (problem?.code === "invalid_code") show(`Wrong code, ${problem.attemptsRemaining} tries left`);
 * else if (problem) log(problem.code, problem.detail);
 */
export type Problem = ContractProblem | Offline | Unexpected | ApprovalNeeded;

/** Nothing is done yet: the policy asks for a second person, who approves it by `adminApprove` with the very action and parameters. */
export interface ApprovalNeeded {
  readonly code: "approval_needed";
  readonly detail: string;
  readonly status: 202;
  readonly approval: Waiting["approval"];
}
type Waiting = components["schemas"]["WaitingForApproval"];

/** An answer that says that a second person has to approve; null: it is another. */
export const approvalIn = (body: unknown, { status }: Pick<Response, "status">): ApprovalNeeded | null =>
  status === 202 && isWaiting(body)
    ? { code: "approval_needed", detail: "Another admin has to approve it.", status, approval: body.approval }
    : null;

const isWaiting = (body: unknown): body is Waiting =>
  typeof body === "object" && body !== null && "approval" in body && typeof body.approval === "object";

/** The problem in an answer of 4xx or 5xx. */
export function problemOf(body: unknown, { status, headers }: Pick<Response, "status" | "headers">): Problem {
  if (!isAnswered(body)) return { ...unexpected(status), ...retryAfterIn(headers) };
  const { code, ...rest } = body;
  return code === "insufficient_user_authentication"
    ? { ...rest, code, stepUp: stepUpOf(headers.get("www-authenticate")) }
    : ({ ...rest, code } as Problem);
}

const isAnswered = (body: unknown): body is Answered =>
  typeof body === "object" && body !== null && "code" in body && problemCodes.some((code) => code === body.code);

function retryAfterIn(headers: Headers): { readonly retryAfter?: number } {
  const seconds = /^\d{1,6}$/.exec(headers.get("retry-after") ?? "")?.[0];
  return seconds === undefined ? {} : { retryAfter: Number(seconds) };
}

/** Proof that the token lacks: the password again, a code, or both. */
export interface StepUp {
  /** Seconds that may have gone by since the password was entered; null: it is recent enough. */
  readonly maxAge: number | null;
  readonly secondFactor: boolean;
}

/** RFC 9470 section 3. A header that cannot be read (hidden by a proxy) asks for both: too much is asked rather than too little. */
function stepUpOf(wwwAuthenticate: string | null): StepUp {
  if (wwwAuthenticate === null) return { maxAge: 0, secondFactor: true };
  const maxAge = /max_age="?(\d{1,6})/.exec(wwwAuthenticate)?.[1];
  return {
    maxAge: maxAge === undefined ? null : Number(maxAge),
    secondFactor: wwwAuthenticate.includes("acr_values="),
  };
}
