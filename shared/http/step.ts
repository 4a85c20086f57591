import type * as z from "zod/mini";
import type { Route } from "../contract/route.ts";
import type { At } from "../account/decision.ts";
import type { Actor } from "../account/events.ts";
import type { Services } from "../runtime/services.ts";
import type { Caller } from "../identity/caller.ts";
import type { AccountAccess } from "../access/account-access.ts";

type Parsed<S> = S extends z.ZodMiniType ? z.output<S> : undefined;

interface Inputs<R extends Route> {
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly at: At;
}

/** Request to a step on the user's own account. */
export interface OwnRequest<R extends Route> extends Inputs<R> {
  readonly caller: Caller;
  readonly account: AccountAccess;
}

/** Request to an admin's step: the tenant it acts in, and access to that tenant's users. */
export interface AdminRequest<R extends Route> extends Inputs<R> {
  readonly caller: Caller;
  readonly tenant: string;
  readonly actor: Actor;
  /** Puts down how the admin's token names him. A change of an account does so by itself. */
  putName(): Promise<void>;
  target(user: {
    readonly userId: string;
    readonly issuer?: string | undefined;
  }): Promise<{ readonly issuer: string; readonly account: AccountAccess }>;
}

export type StepRequest<R extends Route> = R["access"] extends "public"
  ? Inputs<R>
  : R["access"] extends "admin" | "adminFresh"
    ? AdminRequest<R>
    : OwnRequest<R>;

/** A text in the place of the JSON answer, for callers that accept text/plain. */
export class TextFile {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An answer with another status than the route's own. */
export class Reply {
  readonly status: number;
  readonly answer: object | null;
  constructor(status: number, answer: object | null) {
    this.status = status;
    this.answer = answer;
  }
}

/** A page in the place of the JSON answer, and the only things that a browser may load for it (Content-Security-Policy). */
export class Page {
  readonly html: string;
  readonly policy: string;
  constructor(html: string, policy: string) {
    this.html = html;
    this.policy = policy;
  }
}

export type Answer<R extends Route> =
  | (R["page"] extends true ? Page : R["answer"] extends z.ZodMiniType ? z.input<R["answer"]> | TextFile : void)
  | (R["otherAnswers"] extends object ? Reply : never);

/** One step of the service: a list of verbs from a validated request to the answer of its route. */
export type Step<R extends Route, O extends object = object> = (
  request: StepRequest<R>,
  services: Services & O,
) => Promise<Answer<R>>;
