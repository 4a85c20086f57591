import type { BrowserContext, ConsoleMessage } from "playwright-core";

/** Console message of a refused API call: Chromium writes it by itself, even if the page handles the refusal. */
const isRefusedCall = (message: ConsoleMessage): boolean =>
  message.text().startsWith("Failed to load resource") && /^\/(v1|local)\//.test(pathOf(message.location().url));

const isServersFault = (message: ConsoleMessage): boolean => /status of 5\d\d|net::/.test(message.text());

const pathOf = (url: string): string => URL.parse(url)?.pathname ?? "";

/** Looks over the shoulder of a browser: errors, breaches of the page's policy, requests that leave this machine. */
export class Watch {
  readonly complaints: string[] = [];
  /** A story that takes the network or the service away says so. */
  expectsTrouble = false;

  constructor(context: BrowserContext, url: string) {
    context.on("console", (message) => this.#hear(message));
    context.on("weberror", (error) =>
      this.complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`),
    );
    context.on("request", (request) => {
      const target = request.url();
      if (!target.startsWith(`${url}/`) && !/^(data|blob):/.test(target))
        this.complaints.push(`asks somebody else: ${target}`);
    });
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() !== "error" && message.type() !== "warning") return;
    if (isRefusedCall(message) && (this.expectsTrouble || !isServersFault(message))) return;
    this.complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  }
}
