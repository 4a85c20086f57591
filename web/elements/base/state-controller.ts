import type { ReactiveController, ReactiveControllerHost } from "lit";

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
