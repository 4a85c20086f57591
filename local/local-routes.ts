import { type Instant, isoTime } from "../shared/account/instant.ts";
import { librarySentence } from "../shared/settings/sentence.ts";
import { demoUsers, type SignIn } from "./sign-in.ts";
import type { BusEvent } from "./event-bridge.ts";
import type { Answer, Received } from "./http-server.ts";
import type { Mailbox, Outbox } from "./sent-messages.ts";
import { z } from "zod";
import { problems } from "../shared/contract/problems.ts";
import { acceptedRanges } from "../shared/language/languages.ts";

type LocalProblem =
  | "invalid_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "payload_too_large"
  | "unsupported_media_type"
  | "temporarily_unavailable";

export const maxBodyBytes = 8 * 1024;

/** Answer of the local run's own addresses: JSON that no cache keeps. */
export const json = (request: Received, body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { "content-type": "application/json", "cache-control": "no-store", "x-request-id": request.id, ...headers },
  body: JSON.stringify(body),
});

/** RFC 9457, with the codes of the contract. */
export function problem(
  request: Received,
  code: LocalProblem,
  detail: string,
  extra: object = {},
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { status, title } = problems[code];
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": request.id,
      ...headers,
    },
    body: JSON.stringify({
      type: `urn:countersign:problem:${code}`,
      title,
      status,
      code,
      detail,
      requestId: request.id,
      ...extra,
    }),
  };
}

export const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};

const html = ["text/html", "application/xhtml+xml"];

/** True for an Accept header that names HTML and prefers nothing that the API speaks, as browsers send it; `*\/*` alone is no browser (RFC 9110 section 12.5.1). */
export function prefersHtml(accept: string | undefined): boolean {
  const ranges = acceptedRanges(accept);
  const best = (wanted: (type: string) => boolean): number =>
    Math.max(0, ...ranges.filter(({ range }) => wanted(range)).map(({ weight }) => weight));
  const page = best((type) => html.includes(type));
  return page > 0 && page >= best((type) => /^application\/([\w.+-]+\+)?json$/.test(type));
}

/** Routes of the local run alone: a sign-in to try the service with, and the messages that would have left it. Null: another route. */
export function localRoutes({
  signIn,
  outbox,
  mailbox,
  events,
  letTimePass,
}: {
  readonly signIn: SignIn;
  readonly outbox: Outbox;
  readonly mailbox: Mailbox;
  readonly events: readonly BusEvent[];
  /** Moves the clock, and tells the new time. */
  readonly letTimePass: (seconds: number) => Promise<Instant>;
}): (request: Received) => Promise<Answer> | null {
  const calls: Readonly<Record<string, { method: string; answer: (request: Received) => Answer | Promise<Answer> }>> = {
    "/local/sign-in": { method: "POST", answer: (request) => answerSignIn(request, signIn) },
    "/local/sms": { method: "GET", answer: (request) => json(request, { messages: outbox.messages }) },
    "/local/mail": { method: "GET", answer: (request) => json(request, { mails: mailbox.mails }) },
    "/local/events": { method: "GET", answer: (request) => json(request, { events }) },
    "/local/clock": { method: "POST", answer: (request) => answerClock(request, letTimePass) },
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

/** A year at once is enough for every rule. */
const clockBody = z.strictObject({
  seconds: z
    .int()
    .min(1)
    .max(366 * 86_400),
});

async function answerClock(request: Received, letTimePass: (seconds: number) => Promise<Instant>): Promise<Answer> {
  if (request.body.length > maxBodyBytes) return problem(request, "payload_too_large", "A body has at most 8 KiB.");
  const body = clockBody.safeParse(parseJson(request.body)).data;
  if (body === undefined)
    return problem(request, "invalid_request", 'Send JSON: {"seconds": 3600}, at most a year. Time never goes back.');
  return json(request, { now: isoTime(await letTimePass(body.seconds)) });
}

const signInBody = z.strictObject({ email: z.string().max(300), password: z.string().max(300) });

/** Checks the password and answers with a first-factor token. `headersFor`: what else the caller wants to say to whom it let in. */
export async function answerSignIn(
  request: Received,
  signIn: SignIn,
  headersFor: (email: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<Answer> {
  if (request.body.length > maxBodyBytes) return problem(request, "payload_too_large", "A body has at most 8 KiB.");
  const parsed = signInBody.safeParse(parseJson(request.body), { error: librarySentence });
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return problem(request, "invalid_request", 'Send JSON: {"email": "…", "password": "…"}.', { errors });
  }
  const token = await signIn.signIn(parsed.data.email, parsed.data.password);
  return token === null
    ? problem(request, "unauthenticated", "Wrong e-mail or password. GET /local/users lists the demo users.")
    : json(request, token, headersFor(parsed.data.email));
}
