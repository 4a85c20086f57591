import type { NextFunction, Request, Response } from "express";
import type { Problem, Result } from "../../../client/src/index.ts";
import { AssertionRefused } from "../../../client/src/verify.ts";

interface Refusal {
  readonly code: string;
  readonly [more: string]: unknown;
}

/** An answer that is not what was asked for. */
export class Refused extends Error {
  readonly status: number;
  readonly body: Refusal;

  constructor(status: number, body: Refusal) {
    super(body.code);
    this.status = status;
    this.body = body;
  }
}

const down = new Refused(503, { code: "second_step_unavailable" });

/** Returns Countersign's answer. Throws the message to show to the user. */
export function answered<T>({ data, problem }: Result<T>): T {
  if (problem === undefined) return data;
  throw refusalOf(problem);
}

/** Users get to know what concerns them; that the app is misconfigured or Countersign is down does not, and lets nobody in. */
function refusalOf(problem: Problem): Refused {
  switch (problem.code) {
    case "offline":
    case "unexpected":
    // Only admins' calls wait for a second person.
    case "approval_needed":
    case "unauthenticated":
    case "temporarily_unavailable":
      return down;
    case "insufficient_user_authentication":
      return new Refused(401, { code: "step_up", ...problem.stepUp });
    default: {
      const { status, code, detail, attemptsRemaining, retryAfter } = problem;
      return new Refused(status, { code, detail, attemptsRemaining, retryAfter });
    }
  }
}

/** The last handler: whatever failed, nobody is signed in by it. Express knows it by its four parameters. */
export function refuse(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const { status, body } = refusalFor(error);
  response.status(status).json(body);
}

function refusalFor(error: unknown): Pick<Refused, "status" | "body"> {
  if (error instanceof Refused) return error;
  if (error instanceof AssertionRefused)
    return error.reason === "keys_unavailable" ? down : new Refused(401, { code: "not_signed_in" });
  // Of express.json: no JSON, or too much of it.
  if (error instanceof Error && "expose" in error && "status" in error && error.expose === true)
    return new Refused(Number(error.status), { code: "invalid_request" });
  console.error(error);
  return new Refused(500, { code: "failed" });
}

/** A field of a JSON body, which may be anything. */
export function textIn(body: unknown, field: string): string {
  const value = optionalTextIn(body, field);
  if (value === undefined) throw new Refused(400, { code: "invalid_request" });
  return value;
}

export function optionalTextIn(body: unknown, field: string): string | undefined {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, field) : undefined;
  return typeof value === "string" && value.length <= 1000 ? value : undefined;
}
