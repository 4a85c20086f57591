import type { ReactiveController, ReactiveControllerHost } from "lit";
import { failureOf, type Problem, type Result } from "../api.ts";

/** The part of a state that the controller looks at: the one call that is under way. */
export interface HasRequest<Request> {
  readonly request: Request | null;
}

export interface Loop<State extends HasRequest<Request>, Message, Request extends object> {
  readonly initial: State;
  /** Pure: the state after a message. A new `request` in it starts a call. */
  readonly update: (state: State, message: Message) => State;
  /** Makes the call, and says in a message how it went. */
  readonly call: (request: Request) => Promise<Message>;
  /** Sees every step; for announcements, focus and events of the element. */
  readonly onChange?: (before: State, after: State) => void;
}

/**
 * Runs an element as (state, message) → state. A state names the call that it waits for, so there is at most one, and an answer
 * to a call that the state no longer waits for is dropped.
 */
export class StateController<
  State extends HasRequest<Request>,
  Message,
  Request extends object,
> implements ReactiveController {
  declare state: State;
  declare private readonly host: ReactiveControllerHost;
  declare private readonly loop: Loop<State, Message, Request>;

  constructor(host: ReactiveControllerHost, loop: Loop<State, Message, Request>) {
    this.host = host;
    this.loop = loop;
    this.state = loop.initial;
    host.addController(this);
    if (loop.initial.request !== null) void this.call(loop.initial.request);
  }

  /** An arrow, to be handed out as it is. */
  readonly send = (message: Message): void => {
    const before = this.state;
    this.state = this.loop.update(before, message);
    if (this.state === before) return;
    this.host.requestUpdate();
    this.loop.onChange?.(before, this.state);
    const { request } = this.state;
    if (request !== null && request !== before.request) void this.call(request);
  };

  private async call(request: Request): Promise<void> {
    const message = await this.loop.call(request);
    if (this.state.request === request) this.send(message);
  }

  /** Lit wants one method at least; there is nothing to clean up: late answers find no one waiting. */
  hostUpdated(): void {}
}

/** A call's outcome as a message. The host's own `token` may fail too: for the user that is an error like any other. */
export async function outcomeOf<T, Message>(
  call: Promise<Result<T>>,
  answered: (data: T) => Message,
  refused: (problem: Problem) => Message,
): Promise<Message> {
  try {
    const result = await call;
    return result.problem === undefined ? answered(result.data) : refused(result.problem);
  } catch (error) {
    return refused(failureOf(error));
  }
}

/** To be added to its host with `addController`: renders it every second while a deadline lies ahead, and tells when one has passed. */
export class Ticker implements ReactiveController {
  declare private readonly host: ReactiveControllerHost;
  declare private readonly deadlines: () => readonly number[];
  declare private readonly onPassed: (deadline: number) => void;
  declare private timer: ReturnType<typeof setInterval> | null;
  declare private ahead: readonly number[];

  constructor(
    host: ReactiveControllerHost,
    deadlines: () => readonly number[],
    onPassed: (deadline: number) => void = () => undefined,
  ) {
    this.host = host;
    this.deadlines = deadlines;
    this.onPassed = onPassed;
    this.timer = null;
    this.ahead = [];
  }

  hostUpdated(): void {
    const now = Date.now();
    const passed = this.ahead.filter((deadline) => deadline <= now && this.deadlines().includes(deadline));
    this.ahead = this.deadlines().filter((deadline) => deadline > now);
    if (this.ahead.length === 0) this.stop();
    else this.timer ??= setInterval(() => this.host.requestUpdate(), 1000);
    for (const deadline of passed) this.onPassed(deadline);
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.stop();
  }

  private stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}

/** WebOTP (https://wicg.github.io/web-otp): types of TypeScript's DOM library do not have it. */
interface OtpRequest extends CredentialRequestOptions {
  readonly otp: { readonly transport: readonly ["sms"] };
}

/** Takes the code from the SMS where the browser offers it, as long as its host waits for one. */
export class WebOtp implements ReactiveController {
  declare private readonly awaited: () => string | null;
  declare private readonly onCode: (code: string) => void;
  declare private challenge: string | null;
  declare private pending: AbortController | null;

  /** `awaited` names the challenge whose code is awaited; null: none. */
  constructor(awaited: () => string | null, onCode: (code: string) => void) {
    this.awaited = awaited;
    this.onCode = onCode;
    this.challenge = null;
    this.pending = null;
  }

  hostUpdated(): void {
    const challenge = this.awaited();
    if (challenge === this.challenge) return;
    this.stop();
    this.challenge = challenge;
    if (challenge !== null && "OTPCredential" in globalThis) void this.ask(challenge);
  }

  hostDisconnected(): void {
    this.stop();
  }

  private async ask(challenge: string): Promise<void> {
    this.pending = new AbortController();
    const request: OtpRequest = { otp: { transport: ["sms"] }, signal: this.pending.signal };
    try {
      const credential = await navigator.credentials.get(request);
      const code = credential !== null && "code" in credential ? credential.code : null;
      if (typeof code === "string" && this.challenge === challenge) this.onCode(code);
    } catch {
      // Refused, or nobody waits any more: the code is typed by hand.
    }
  }

  private stop(): void {
    this.pending?.abort();
    this.pending = null;
    this.challenge = null;
  }
}
