import type { ReactiveController, ReactiveControllerHost } from "lit";

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
