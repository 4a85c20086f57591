import type { EngineName } from "../../local/dynamodb-engine.ts";
import { awsServices } from "../../local/emulated-aws.ts";
import { type LocalService, startLocalService } from "../../local/service.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import type { Clients } from "../../shared/aws/clients.ts";
import { patient } from "../harness/aws-spy.ts";
import { Issuer } from "../harness/issuer.ts";
import { quickScrypt } from "../harness/quick-scrypt.ts";
import { TestClock } from "../harness/test-clock.ts";
import { withPasskeys } from "../harness/world.ts";

export interface Answer {
  readonly status: number;
  /** The problem's code, or the status. */
  readonly outcome: string;
  readonly body: Record<string, unknown>;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: object;
}

/** As high as the settings go: the limits of SMS are not what is worn here. */
const variables = {
  SERVICE_ISSUER: "https://second-factor.example.com",
  SMS_PER_NUMBER_HOUR: "20",
  SMS_PER_NUMBER_DAY: "50",
  SMS_PER_NUMBER_HOUR_ALL: "100",
  SMS_PER_NUMBER_DAY_ALL: "200",
  SMS_PER_USER_DAY: "50",
  SMS_PER_TENANT_DAY: "1000000",
  SMS_SET_UPS_PER_TENANT_DAY: "1000000",
  SMS_PER_DAY: "10000000",
};

/** Two of the service over one table, each with caches of its own, as two processes would have them. */
export class TwoServices {
  readonly clock = new TestClock();
  readonly issuer = new Issuer("soak", withPasskeys);
  /** Failures that no caller saw, and each line that a function logged as an error. */
  readonly troubles: string[] = [];
  readonly #millis: number[] = [];
  readonly #smsCodes = new Map<string, string>();
  #services: readonly LocalService[] = [];
  #calls = 0;
  #slowScrypt = (): void => {};

  async start(engine: EngineName): Promise<void> {
    this.#slowScrypt = quickScrypt();
    let shared: Clients | undefined;
    const trouble = (sentence: string): void => void this.troubles.push(sentence);
    const given = {
      clock: this.clock,
      issuers: [this.issuer.settings],
      variables,
      onTrouble: trouble,
      telemetry: telemetryInto({ log: trouble, metric: () => {} }, "ERROR"),
    };
    const first = await startLocalService({
      ...given,
      engine,
      onSms: ({ to, body }) => void this.#smsCodes.set(to, body.slice(0, 6)),
      wrapClients: (clients) => (shared = patient(clients)),
    });
    this.#services = [first];
    const second = await startLocalService({
      ...given,
      external: awsServices,
      wrapClients: (unused) => shared ?? unused,
    });
    this.#services = [first, second];
  }

  /** The second first: the first has the table. */
  async stop(): Promise<void> {
    for (const service of this.#services.toReversed()) await service.stop();
    this.#slowScrypt();
  }

  /** Calls the two in turn. */
  async call({ method, path, token, body }: Request): Promise<Answer> {
    const service = this.#services[(this.#calls += 1) % this.#services.length];
    const began = performance.now();
    const response = await fetch(`${service?.url ?? ""}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    this.#millis.push(performance.now() - began);
    const parsed = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    const outcome = response.status < 400 ? String(response.status) : String(parsed["code"]);
    return { status: response.status, outcome, body: parsed };
  }

  smsCode(number: string): string {
    return this.#smsCodes.get(number) ?? "";
  }

  /** Of the calls since the last time, in milliseconds, fastest first. */
  takeMillis(): readonly number[] {
    return this.#millis.splice(0).toSorted((one, other) => one - other);
  }

  async drained(): Promise<void> {
    for (const service of this.#services) await service.drained();
  }
}
