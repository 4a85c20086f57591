import { afterAll, aroundEach, beforeAll } from "vitest";
import { type EngineName, engineNames } from "../../local/dynamodb-engine.ts";
import { type LocalOptions, type LocalService, startLocalService } from "../../local/service.ts";
import type { Outbox } from "../../local/sent-messages.ts";
import { AwsSpy } from "./aws-spy.ts";
import { CalledService } from "./called-service.ts";
import { quickScrypt } from "./quick-scrypt.ts";
import { withoutSockets } from "./without-sockets.ts";

const password = "correct horse battery staple";

export const isReportMode = process.env["REPORT_MODE"] === "1";
/** `npm run test:report-mode`: no organisation is `off`, each rehearses, and nobody may be asked or refused for that. */
const reportMode: Readonly<Record<string, string>> = isReportMode
  ? { POLICY_FLOOR: JSON.stringify({ enforcement: "report" }) }
  : {};
/** Variables of a service whose stories are about the enforcement itself. */
export const itsOwnEnforcement = { POLICY_FLOOR: "{}" };

/** The whole service over real HTTP, in memory, with a clock that tests move. */
export class RunningService extends CalledService {
  /** Between the service and AWS. */
  readonly aws = new AwsSpy();
  readonly #options: LocalOptions;
  #service: LocalService | undefined;
  #slowScrypt: (() => void) | undefined;

  constructor(options: LocalOptions = {}) {
    super();
    this.#options = options;
  }

  get local(): LocalService {
    if (!this.#service) throw new Error("The service has not started");
    return this.#service;
  }

  get url(): string {
    return this.local.url;
  }

  get outbox(): Outbox {
    return this.local.outbox;
  }

  async start(): Promise<void> {
    this.#slowScrypt = quickScrypt();
    const { wrapClients = (clients) => clients } = this.#options;
    this.#service = await startLocalService({
      clock: this.clock,
      engine: wantedEngine(),
      wait: async () => undefined,
      ...this.#options,
      wrapClients: (clients, servers) => this.aws.watch(wrapClients(withoutSockets(clients, servers), servers)),
      variables: { LOG_LEVEL: "SILENT", ...reportMode, ...this.#options.variables },
    });
  }

  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#slowScrypt?.();
  }

  /** A first-factor token of a demo user, with the password just entered. */
  async signIn(email = "user@example.com"): Promise<string> {
    const { body } = await this.call("POST", "/local/sign-in", { body: { email, password } });
    return String(body["token"]);
  }
}

/** The whole service runs on any of the engines; without a word on the one that needs no Java. */
function wantedEngine(): EngineName {
  const wanted = process.env["DYNAMODB_ENGINE"] ?? "dynalite";
  const engine = engineNames.find((name) => name === wanted);
  if (engine === undefined) throw new Error(`DYNAMODB_ENGINE is one of ${engineNames.join(", ")}`);
  return engine;
}

/** Starts a service for a test file, gives each test a clock of its own, and stops the service in the end. */
export function runningService(options: LocalOptions = {}): RunningService {
  return runsFor(new RunningService(options));
}

export function runsFor<S extends RunningService>(service: S): S {
  beforeAll(async () => service.start());
  aroundEach(async (test) => service.clock.during(test));
  afterAll(async () => service.stop());
  return service;
}
