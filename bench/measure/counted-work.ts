import { captureWrites } from "../../local/stream.ts";
import { eventPipeline } from "../../local/event-pipeline.ts";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { engineAccess } from "../../local/dynamodb-engine.ts";
import { userKey } from "../../shared/identity/tokens.ts";
import { accountKey } from "../../shared/aws/dynamodb/keys.ts";
import { itemSize } from "../../test/aws/item-size.ts";
import { spread, type Spread } from "../statistics.ts";
import { type BenchEngine, tables } from "../world/engine.ts";
import { functionsOf, invoke } from "../world/invoke.ts";
import { tenant } from "../world/issuer.ts";
import { startBenchService } from "../world/service.ts";
import { countWork, difference, type Work } from "./counter.ts";
import { lifeOfUser, resetByAdmin, type Run } from "./step-script.ts";

/** Cost of one call of a step. */
export interface StepWork extends Work {
  readonly millis: number;
  readonly logBytes: number;
  readonly responseBytes: number;
  /** The account's item after it, without the names of table and index. */
  readonly itemBytes: number;
  /** Events that the call left, and what recording them wrote. */
  readonly events: number;
  readonly eventWriteUnits: number;
  readonly eventLogBytes: number;
  readonly auditBytes: number;
  readonly eventMillis: number;
}

export interface CountedStep {
  readonly step: string;
  readonly warm: StepWork;
  readonly cold: StepWork;
  /** Warm, over all users after the warm-ups. */
  readonly millis: Spread;
}

/** By the name that the script gives them. */
export const countedSteps = {
  login: "Login decision",
  verifyTotp: "Verify an authenticator code",
  verifySms: "Verify an SMS code",
  verifyBackupCode: "Verify a backup code",
  sendSms: "Send an SMS code",
  enroll: "Enrol an authenticator app",
  confirm: "Confirm it, with ten backup codes",
  enrollPhone: "Enrol a phone, with its SMS",
  confirmPhone: "Confirm the phone",
  reset: "Reset by an admin",
} as const;

type Observed = readonly { readonly step: string; readonly work: StepWork }[];

/** Runs every step with caches that are filled and with empty ones, and counts. */
export async function countedWork(
  engine: BenchEngine,
  count: { readonly warmUps: number; readonly users: number },
  onUser: (done: number) => void,
): Promise<readonly CountedStep[]> {
  const world = await startCounting(engine);
  try {
    const warm: Observed[] = [];
    // The time of a step is that of compiled code, as a process that serves logins runs it.
    for (let index = 1 - count.warmUps; index <= count.users; index += 1) {
      const observed = await world.observe(`user-${String(count.warmUps + index)}`, false);
      if (index > 0) warm.push(observed);
      onUser((count.warmUps + index) / (count.warmUps + count.users + 1));
    }
    const cold = await world.observe("cold-999", true);
    return Object.keys(countedSteps).map((step) => {
      const all = warm
        .flat()
        .filter((one) => one.step === step)
        .map(({ work }) => work);
      const [first] = all;
      const one = cold.find((seen) => seen.step === step)?.work;
      if (first === undefined || one === undefined) throw new Error(`${step} was not run`);
      return { step, warm: first, cold: one, millis: spread(all.map(({ millis }) => millis)) };
    });
  } finally {
    await world.stop();
  }
}

async function startCounting(engine: BenchEngine) {
  const pipeline = eventPipeline({ onTrouble: console.error });
  const service = await startBenchService(engine.endpoint, pipeline);
  const clients = service.clients();
  const requestWork = countWork(clients);
  captureWrites(clients.documents, {
    tableName: tables.service,
    region: engineAccess.region,
    onRecord: pipeline.onRecord,
  });
  const eventClients = service.clients();
  const eventWork = countWork(eventClients);
  pipeline.consumeWith(service.compose(eventClients));
  const warm = service.compose(clients);
  const warmFunctions = await functionsOf(warm);
  const look = service.clients();

  const sizeOf = async (subject: string): Promise<number> => {
    const user = await userKey(warm.vault, { tenant, issuerId: "bench", subject });
    const { Item } = await look.documents.send(
      new GetCommand({ TableName: tables.service, Key: accountKey(user), ConsistentRead: true }),
    );
    return Item === undefined ? 0 : itemSize(Item);
  };

  const observed =
    (subject: string, cold: boolean, into: { step: string; work: StepWork }[]): Run =>
    async (step, invocation) => {
      const functions = cold ? await functionsOf(service.compose(clients)) : warmFunctions;
      await pipeline.drained();
      const before = {
        work: requestWork(),
        events: eventWork(),
        logged: service.logged(),
        counts: pipeline.counts(),
      };
      const startedAt = performance.now();
      const { body = "" } = await invoke(functions, invocation);
      const answeredAt = performance.now();
      const work = difference(requestWork(), before.work);
      const logBytes = service.logged() - before.logged;
      await pipeline.drained();
      const counts = pipeline.counts();
      into.push({
        step,
        work: {
          ...work,
          millis: answeredAt - startedAt,
          logBytes,
          responseBytes: Buffer.byteLength(body),
          itemBytes: await sizeOf(subject),
          events: counts.events - before.counts.events,
          eventWriteUnits: difference(eventWork(), before.events).writeUnits,
          eventLogBytes: service.logged() - before.logged - logBytes,
          auditBytes: pipeline.audited
            .slice(0, counts.audited - before.counts.audited)
            .reduce((sum, { message }) => sum + Buffer.byteLength(message), 0),
          eventMillis: performance.now() - answeredAt,
        },
      });
      return body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
    };

  return {
    stop: () => service.stop(),
    observe: async (subject: string, cold: boolean): Promise<Observed> => {
      const seen: { step: string; work: StepWork }[] = [];
      const run = observed(subject, cold, seen);
      await lifeOfUser(service, subject, run);
      await resetByAdmin(service, subject, run);
      return seen;
    },
  };
}
