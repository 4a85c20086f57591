import { demoUsers } from "./demo-users.ts";
import type { BusEvent } from "./event-bridge.ts";
import type { Answer, Received } from "./http-server.ts";
import { json, problem } from "./local-answer.ts";
import type { SignIn } from "./sign-in.ts";
import { answerSignIn } from "./sign-in-call.ts";
import type { Mailbox } from "./ses.ts";
import type { Outbox } from "./sns.ts";

/** What only the local run has: a sign-in to try the service with, and a look at what would have left it. Null: not of these. */
export function localRoutes({
  signIn,
  outbox,
  mailbox,
  events,
}: {
  readonly signIn: SignIn;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  readonly events: readonly BusEvent[];
}): (request: Received) => Promise<Answer> | null {
  const calls: Readonly<Record<string, { method: string; answer: (request: Received) => Answer | Promise<Answer> }>> = {
    "/local/sign-in": { method: "POST", answer: (request) => answerSignIn(request, signIn) },
    "/local/sms": { method: "GET", answer: (request) => json(request, { messages: outbox.messages }) },
    "/local/mail": { method: "GET", answer: (request) => json(request, { mails: mailbox.mails }) },
    "/local/events": { method: "GET", answer: (request) => json(request, { events }) },
    "/local/users": { method: "GET", answer: (request) => json(request, { users: demoUsers }) },
  };

  const answer = async (request: Received): Promise<Answer> => {
    const call = Object.hasOwn(calls, request.path) ? calls[request.path] : undefined;
    if (call === undefined) return problem(request, "not_found", `There are ${Object.keys(calls).join(", ")}.`);
    if (call.method !== request.method)
      return problem(request, "method_not_allowed", `Use ${call.method}.`, {}, { allow: call.method });
    return call.answer(request);
  };

  return (request) => (request.path === "/local" || request.path.startsWith("/local/") ? answer(request) : null);
}
