import type { Problem, Result } from "../api.ts";

/** A call's outcome as a message. The host's own `token` may fail too: for the user that is an error like any other. */
export async function outcomeOf<T, Message>(
  call: Promise<Result<T>>,
  answered: (data: T) => Message,
  refused: (problem: Problem) => Message,
): Promise<Message> {
  try {
    const result = await call;
    return result.problem === undefined ? answered(result.data) : refused(result.problem);
  } catch {
    return refused({ code: "unexpected", status: 0 });
  }
}
