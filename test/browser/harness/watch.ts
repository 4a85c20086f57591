import type { BrowserContext, ConsoleMessage, Request, WebError } from "playwright-core";

/** Console message of a refused API call: Chromium writes it by itself, even if the page handles the refusal. */
const isRefusedCall = (message: ConsoleMessage): boolean =>
  message.text().startsWith("Failed to load resource") && /^\/(v1|local)\//.test(pathOf(message.location().url));

const isServersFault = (message: ConsoleMessage): boolean => /status of 5\d\d|net::/.test(message.text());

const pathOf = (url: string): string => URL.parse(url)?.pathname ?? "";

/** Where somebody with a browser is: the demo, or an app of its own beside the service. */
export interface Place {
  readonly url: string;
  /** What is there once the page is up. */
  readonly sign: string;
  /** Where else the page may call. */
  readonly calls: readonly string[];
}

/** Looks over the shoulder of a browser: errors, breaches of the page's policy, requests that leave this machine. */
export class Watch {
  readonly complaints: string[] = [];
  /** A story that takes the network or the service away says so. */
  expectsTrouble = false;
  /** Where its pages and their calls may go. */
  readonly urls: readonly string[];

  readonly #context: BrowserContext;

  constructor(context: BrowserContext, { url, calls }: Place) {
    this.#context = context;
    this.urls = [url, ...calls];
    context.on("console", this.#hear).on("weberror", this.#catch).on("request", this.#see);
  }

  stop(): void {
    this.#context.off("console", this.#hear).off("weberror", this.#catch).off("request", this.#see);
  }

  readonly #catch = (thrown: WebError): void => {
    const error = thrown.error();
    this.complaints.push(`uncaught: ${error.stack ?? error.message}`);
  };

  readonly #see = (request: Request): void => {
    const target = request.url();
    if (!this.urls.some((url) => target.startsWith(`${url}/`)) && !/^(data|blob):/.test(target))
      this.complaints.push(`asks somebody else: ${target}`);
  };

  readonly #hear = (message: ConsoleMessage): void => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    if (isRefusedCall(message) && (this.expectsTrouble || !isServersFault(message))) return;
    this.complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  };
}
