import { Mistake, printable } from "../command-line/command-line.ts";
import type { Problem } from "../src/index.ts";

/** Somebody pressed Ctrl-C. */
export class Interrupted extends Mistake {
  override readonly name = "Interrupted";
}

/** The service refused. */
export class Refused extends Mistake {
  override readonly name = "Refused";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(sentenceOf(problem));
    this.problem = problem;
  }
}

/** Data of a call's answer. Throws `Refused`. */
export function answered<T>(
  result: { readonly data: T; readonly problem?: never } | { readonly data?: never; readonly problem: Problem },
): T {
  if (result.problem !== undefined) throw new Refused(result.problem);
  return result.data;
}

/** A problem as an admin should read it. */
export function sentenceOf(problem: Problem): string {
  switch (problem.code) {
    case "offline":
      return "The service cannot be reached. Is --url right?";
    case "unexpected":
      return problem.status === 429
        ? "The service is asked too often. Try again in a moment."
        : `Something other than Countersign answered (status ${problem.status}). Is --url right?`;
    case "approval_needed":
      return `Nothing is changed yet: another admin has to approve it until ${printable(problem.approval.expiresAt)}, by
countersign-admin approvals approve ${printable(problem.approval.id)}`;
    case "unauthenticated":
      return "The token is not accepted: it has ended, or is of another service. Get a new one: countersign-admin login";
    case "insufficient_user_authentication":
      return "The token says only that the password was right. Exchange it for an access token, with a password entered a moment ago: countersign-admin login";
    case "forbidden":
      return "Not allowed: this needs the admin role, and for another tenant (--tenant) the operator role.";
    case "invalid_request":
      return (
        (problem.errors ?? []).map(({ path, message }) => printable(`${path}: ${message}`)).join("\n") || problem.detail
      );
    case "invalid_code":
      return `Wrong code. ${triesText(problem.attemptsRemaining)}`;
    case "code_already_used":
      return "This code was used already. Wait for the next one.";
    case "too_many_attempts":
      return printable(`${problem.title}. ${problem.detail} Retry-After: ${String(problem.retryAfter ?? 0)} seconds.`);
    default:
      return printable(`${problem.title}. ${problem.detail}`);
  }
}

function triesText(left: number | undefined): string {
  if (left === undefined) return "Try again.";
  return left === 0 ? "It was the last try for now." : `${left} ${left === 1 ? "try" : "tries"} left.`;
}
