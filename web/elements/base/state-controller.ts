import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The part of a state that the machine looks at: the one call that is under way. */
export interface Asking<Request> {
  readonly request: Request | null;
}

export interface Program<State extends Asking<Request>, Message, Request extends object> {
  readonly initial: State;
  /** Pure: the state after a message. A new `request` in it starts a call. */
  readonly next: (state: State, message: Message) => State;
  /** Makes the call, and says in a message how it went. */
  readonly perform: (request: Request) => Promise<Message>;
  /** Sees every step; for announcements, focus and events of the element. */
  readonly onStep?: (before: State, after: State) => void;
}

/**
 * Runs an element as (state, message) → state. A state names the call that it waits for, so there is at most one, and an answer
 * to a call that the state no longer waits for is dropped.
 */
export class Machine<State extends Asking<Request>, Message, Request extends object> implements ReactiveController {
  declare state: State;
  declare private readonly host: ReactiveControllerHost;
  declare private readonly program: Program<State, Message, Request>;

  constructor(host: ReactiveControllerHost, program: Program<State, Message, Request>) {
    this.host = host;
    this.program = program;
    this.state = program.initial;
    host.addController(this);
    if (program.initial.request !== null) void this.perform(program.initial.request);
  }

  /** An arrow, to be handed out as it is. */
  readonly send = (message: Message): void => {
    const before = this.state;
    this.state = this.program.next(before, message);
    if (this.state === before) return;
    this.host.requestUpdate();
    this.program.onStep?.(before, this.state);
    const { request } = this.state;
    if (request !== null && request !== before.request) void this.perform(request);
  };

  private async perform(request: Request): Promise<void> {
    const message = await this.program.perform(request);
    if (this.state.request === request) this.send(message);
  }

  /** Lit wants one method at least; there is nothing to clean up: late answers find no one waiting. */
  hostUpdated(): void {}
}
