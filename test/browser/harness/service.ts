import { readFile } from "node:fs/promises";
import { deserialize } from "node:v8";
import { inject } from "vitest";
import { readEnvironment } from "../../../local/environment.ts";
import { type Built, type PageBuild, type PageBuilds, pageBuilds } from "../../../local/pages.ts";
import { type LocalService, startLocalService } from "../../../local/service.ts";
import { pageUrl } from "../../../local/sign-in.ts";
import { telemetryInto } from "../../../local/telemetry.ts";
import { quickScrypt } from "../../harness/quick-scrypt.ts";
import { withoutSockets } from "../../harness/without-sockets.ts";

const once = ({ stop }: PageBuild, make: () => Promise<Built>): PageBuild => {
  let built: Promise<Built> | null = null;
  const fresh = async (): Promise<Built> => (built ??= make());
  return { fresh, latest: fresh, isBegun: () => built !== null, stop };
};
const { "/": demo, "/docs": reference } = pageBuilds();
const builtBefore = async (): Promise<Built> => deserialize(await readFile(`${inject("sharedFolder")}/demo`)) as Built;
/** The sources stay the same while the suite runs: nobody looks for a change. One story alone reads the reference. */
const builds: PageBuilds = { "/": once(demo, builtBefore), "/docs": once(reference, async () => reference.fresh()) };

/** Where the worker's services are, one after the other: the browser has read and compiled the pages of this address before. */
let port = 0;

/** The service that `npm start` runs, in memory and with a clock that a test can advance. */
export class Service {
  readonly url: string;
  /** Where browsers open the pages: passkeys know no address. */
  readonly pageUrl: string;
  /** Complaints of the service. Each is a bug, even if the page coped with it. */
  readonly complaints: readonly string[];
  readonly #local: LocalService;
  readonly #clock: ServiceClock;
  readonly #slowScrypt: () => void;

  private constructor(local: LocalService, clock: ServiceClock, complaints: readonly string[], slowScrypt: () => void) {
    this.url = local.url;
    this.pageUrl = pageUrl(local.url);
    this.#local = local;
    this.#clock = clock;
    this.complaints = complaints;
    this.#slowScrypt = slowScrypt;
  }

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<Service> {
    const complaints: string[] = [];
    const clock = new ServiceClock();
    const { issuers, variables: settings } = readEnvironment({ APP_NAME: "Larch", ...variables });
    const slowScrypt = quickScrypt();
    const local = await startLocalService({
      clock,
      port,
      pages: builds,
      wrapClients: withoutSockets,
      issuers,
      variables: settings,
      onTrouble: (sentence) => complaints.push(sentence),
      telemetry: telemetryInto({ log: (line) => complaints.push(line), metric: () => {} }, "ERROR"),
    });
    port = Number(new URL(local.url).port);
    // A browser asks next.
    const built = await builds["/"].fresh();
    if ("reason" in built) throw new Error(`The page could not be built.\n${built.reason}`);
    return new Service(local, clock, complaints, slowScrypt);
  }

  now(): number {
    return this.#clock.now();
  }

  advance(millis: number): void {
    this.#clock.ahead += millis;
  }

  /** Once every event so far has reached its consumers. */
  async drained(): Promise<void> {
    await this.#local.drained();
  }

  async stop(): Promise<void> {
    await this.#local.stop();
    this.#slowScrypt();
  }
}

/** Runs as the machine's does, and jumps: a lock or an expired code needs no waiting, and no rule is bent for the tests. */
class ServiceClock {
  ahead = 0;

  now(): number {
    return Date.now() + this.ahead;
  }
}
