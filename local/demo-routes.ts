import { isoTime } from "../shared/account/instant.ts";
import { z } from "zod";
import type { Clock } from "../shared/ports/clock.ts";
import {
  type CheckAssertion,
  demoCookie,
  type DemoSession,
  demoSessions,
  passwordStepMillis,
  sessionMillis,
  type SignedIn,
} from "./demo-sessions.ts";
import { demoUsers, type SignIn } from "./sign-in.ts";
import type { Answer, Received } from "./http-server.ts";
import { answerSignIn, json, maxBodyBytes, parseJson, problem } from "./local-routes.ts";

interface Holding {
  readonly name: string;
  readonly detail: string;
  readonly value: number;
  /** Per cent since the start of the year. */
  readonly change: number;
}

export interface Portfolio {
  readonly name: string;
  readonly currency: "CHF" | "EUR";
  readonly total: number;
  /** At the end of each of the last twelve months, oldest first. */
  readonly history: readonly number[];
  readonly holdings: readonly Holding[];
  readonly movements: readonly { readonly on: string; readonly what: string; readonly amount: number }[];
}

const path = [0.86, 0.88, 0.87, 0.9, 0.93, 0.91, 0.94, 0.95, 0.93, 0.97, 0.98, 1];

const portfolio = (name: string, currency: Portfolio["currency"], scale: number): Portfolio => {
  const money = (amount: number): number => Math.round(amount * scale * 100) / 100;
  const holdings = [
    { name: "World shares", detail: "1,240 companies, 23 countries", value: money(28_412.6), change: 9.4 },
    { name: "Government bonds", detail: "Average term 4.2 years", value: money(11_930.25), change: 2.1 },
    { name: "Forest & land", detail: "Managed woodland, Northern Europe", value: money(5_204.9), change: 4.8 },
    { name: "Cash", detail: "Available at once", value: money(2_740), change: 0.6 },
  ];
  const total = Math.round(holdings.reduce((sum, { value }) => sum + value, 0) * 100) / 100;
  return {
    name,
    currency,
    total,
    history: path.map((part) => Math.round(total * part)),
    holdings,
    movements: [
      { on: "2026-11-02", what: "Monthly savings plan", amount: money(600) },
      { on: "2026-10-14", what: "Dividend, World shares", amount: money(84.12) },
      { on: "2026-10-02", what: "Monthly savings plan", amount: money(600) },
      { on: "2026-09-21", what: "Withdrawal to bank account", amount: money(-1_250) },
    ],
  };
};

/** Invented portfolios of the demo users, by e-mail address. */
const portfolios: Readonly<Record<string, Portfolio>> = {
  "user@example.com": portfolio("Robin Keller", "CHF", 1),
  "second@example.com": portfolio("Sam Ito", "CHF", 0.42),
  "admin@example.com": portfolio("Alex Moreau", "CHF", 1.9),
  "user@umbrella.example": portfolio("Jo Brand", "EUR", 0.73),
};

type Call = (request: Received) => Answer | Promise<Answer>;

const sessionBody = z.strictObject({ assertion: z.string().max(4096) });

/** A request that another site's page made (Fetch Metadata; else its Origin). */
function isForeign({ headers }: Received): boolean {
  const [site] = headers["sec-fetch-site"] ?? [];
  const [origin] = headers["origin"] ?? [];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  return origin !== undefined && origin !== `http://${headers["host"]?.[0] ?? ""}`;
}

const sendsJson = ({ headers }: Received): boolean =>
  headers["content-type"]?.[0]?.split(";")[0]?.trim().toLowerCase() === "application/json";

const described = ({ subject, tenant, roles, factor, signedInAt, until }: SignedIn): object => ({
  email: subject,
  tenant,
  roles,
  factor,
  signedInAt: isoTime(signedInAt),
  until: isoTime(until),
});

/**
 * The back end of the demo app, as any client app would have it: it checks the password, then lets in only who brings
 * a good assertion for that very user, and keeps a session of its own. Null: not one of its addresses.
 */
export function demoRoutes({
  url,
  signIn,
  checkAssertion,
  clock,
}: {
  readonly url: string;
  readonly signIn: SignIn;
  readonly checkAssertion: CheckAssertion;
  readonly clock: Clock;
}): (request: Received) => Promise<Answer> | null {
  const sessions = demoSessions(clock);
  const cookie = demoCookie(url);

  const sessionOf = (request: Received): DemoSession | null => {
    const name = cookie.read(request);
    return name === null ? null : sessions.read(name);
  };
  const forget = (request: Received): void => {
    const name = cookie.read(request);
    if (name !== null) sessions.close(name);
  };
  const whenSignedIn =
    (answer: (request: Received, session: SignedIn) => Answer | Promise<Answer>): Call =>
    (request) => {
      const session = sessionOf(request);
      return session?.step === "signed-in"
        ? answer(request, session)
        : problem(request, "unauthenticated", "Sign in first.");
    };

  const enterPassword: Call = (request) =>
    answerSignIn(request, signIn, (subject) => {
      forget(request);
      const until = clock.now() + passwordStepMillis;
      return cookie.set(sessions.open({ step: "password", subject, until }), passwordStepMillis);
    });

  /** Right after the password, or later, when somebody who is inside has a new proof: the session then gets a new name, no new end. */
  const enter: Call = async (request) => {
    const begun = sessionOf(request);
    if (begun === null) return problem(request, "unauthenticated", "Enter the password first.");
    if (request.body.length > maxBodyBytes) return problem(request, "payload_too_large", "A body has at most 8 KiB.");
    const body = sessionBody.safeParse(parseJson(request.body)).data;
    if (body === undefined) return problem(request, "invalid_request", 'Send JSON: {"assertion": "…"}.');
    const user = demoUsers.find(({ email }) => email === begun.subject);
    if (user === undefined) return problem(request, "unauthenticated", "There is no such user.");
    const good = await checkAssertion(body.assertion, user).catch(() => "unknown" as const);
    if (good === "unknown") return problem(request, "temporarily_unavailable", "The assertion cannot be checked now.");
    if (good === null) return problem(request, "unauthenticated", "The assertion lets nobody in.");
    // A sign-out that came while the assertion was read holds.
    if (sessionOf(request) === null) return problem(request, "unauthenticated", "Enter the password first.");
    forget(request);
    const now = clock.now();
    const session: SignedIn = {
      step: "signed-in",
      subject: good.sub,
      tenant: good.tenant,
      roles: user.roles,
      factor: good.factor,
      passwordAt: (good.passwordAt ?? good.issuedAt).getTime(),
      signedInAt: now,
      until: begun.step === "signed-in" ? begun.until : now + sessionMillis,
    };
    return json(request, { session: described(session) }, cookie.set(sessions.open(session), session.until - now));
  };

  const show: Call = (request) => {
    const session = sessionOf(request);
    return json(request, { session: session?.step === "signed-in" ? described(session) : null });
  };

  const leave: Call = (request) => {
    forget(request);
    return {
      status: 204,
      headers: { "cache-control": "no-store", "x-request-id": request.id, ...cookie.clear() },
      body: "",
    };
  };

  /** An app with a login of its own signs short tokens for those who are signed in; they say when the password was entered, not more. */
  const restate = whenSignedIn(async (request, { subject, passwordAt }) => {
    const token = await signIn.restate(subject, passwordAt);
    return token === null ? problem(request, "unauthenticated", "There is no such user.") : json(request, token);
  });

  const showAccount = whenSignedIn((request, { subject }) => json(request, portfolios[subject] ?? {}));

  const calls: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
    "/local/demo/password": { POST: enterPassword },
    "/local/demo/session": { GET: show, POST: enter, DELETE: leave },
    "/local/demo/token": { POST: restate },
    "/local/demo/account": { GET: showAccount },
  };

  const answer = async (request: Received): Promise<Answer> => {
    const methods = Object.hasOwn(calls, request.path) ? calls[request.path] : undefined;
    if (methods === undefined) return problem(request, "not_found", `There are ${Object.keys(calls).join(", ")}.`);
    const call = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
    if (call === undefined) {
      const allow = Object.keys(methods).join(", ");
      return problem(request, "method_not_allowed", `Use ${allow}.`, {}, { allow });
    }
    if (request.method !== "GET" && isForeign(request))
      return problem(request, "forbidden", "Only the demo app's own pages may do this.");
    if (request.method === "POST" && request.body.length > 0 && !sendsJson(request))
      return problem(request, "unsupported_media_type", "Send application/json.");
    return call(request);
  };
  return (request) => (request.path.startsWith("/local/demo/") ? answer(request) : null);
}
