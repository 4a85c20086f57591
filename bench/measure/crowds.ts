import { eventPipeline } from "../../local/event-pipeline.ts";
import { captureWrites } from "../../local/stream.ts";
import { engineAccess } from "../../local/dynamodb-engine.ts";
import type { Clients } from "../../shared/aws/clients.ts";
import { patient } from "../../test/harness/aws-spy.ts";
import { type BenchEngine, tables } from "../world/engine.ts";
import { fill } from "../world/fill.ts";
import { type Functions, functionsOf, invocationOf, invoke } from "../world/invoke.ts";
import { tenant } from "../world/issuer.ts";
import { type BenchService, startBenchService } from "../world/service.ts";
import { codeOf, itemOf, subjectOf } from "../world/users.ts";
import { countWork, difference, type Work } from "./counter.ts";

/** Least and most of a count, over all processes. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Processes with empty memories that all get their first login at once. */
export interface ColdStorm {
  readonly processes: number;
  readonly reads: Range;
  readonly writes: Range;
  readonly kms: Range;
}

/** Items that the logins of one organisation wrote: by the kind of their key, how many writes on how many items. */
export interface HotTenant {
  readonly logins: number;
  readonly written: Readonly<Record<string, { readonly writes: number; readonly items: number }>>;
  /** Writes of the partition that most were made in. */
  readonly busiestPartition: number;
  readonly writes: number;
}

/** Logins through one process, each of another organisation, evenly over a day. */
export interface QuietTenants {
  readonly tenants: number;
  readonly reads: number;
  readonly writes: number;
  readonly kms: number;
}

const range = (counts: readonly number[]): Range => ({ least: Math.min(...counts), most: Math.max(...counts) });

/** A login's two calls: the decision, and the code of the user's app. */
async function logIn(service: BenchService, functions: Functions, index: number, organisation = tenant): Promise<void> {
  const { clock, issuer } = service;
  const token = await issuer.tokenFor(subjectOf(index), clock.now(), [], organisation);
  const post = (path: string, body: object): Promise<unknown> =>
    invoke(functions, invocationOf({ method: "POST", path, token, body }, clock.now()));
  await post("/v1/login", {});
  await post("/v1/login/verify", { code: codeOf(index, clock.now()) });
}

/** The same with the user's phone, once with its SMS and once with its code. */
async function logInBySms(service: BenchService, functions: Functions, index: number): Promise<void> {
  const { clock, issuer, outbox } = service;
  const token = await issuer.tokenFor(subjectOf(index), clock.now(), [], tenant);
  const post = async (path: string, body: object): Promise<unknown> =>
    JSON.parse((await invoke(functions, invocationOf({ method: "POST", path, token, body }, clock.now()))).body ?? "");
  const sent = (await post("/v1/login/sms", {})) as { readonly challenge: { readonly id: string } };
  const code = (outbox.messages[0]?.body ?? "").slice(0, 6);
  await post("/v1/login/verify", { code, challengeId: sent.challenge.id });
}

/** A phone's set-up: it makes the organisation's keys, if it is the first. */
async function enrollPhone({ clock, issuer }: BenchService, functions: Functions, index: number): Promise<void> {
  const token = await issuer.tokenFor(subjectOf(index), clock.now(), [], tenant);
  const body = { type: "sms", phoneNumber: "+41791234567" };
  await invoke(functions, invocationOf({ method: "POST", path: "/v1/factors", token, body }, clock.now()));
}

const loginBy = { app: logIn, sms: logInBySms } as const;

async function store(service: BenchService, count: number, organisationOf: (index: number) => string): Promise<void> {
  const clients = service.clients();
  const services = service.compose(clients);
  await fill(clients.documents, tables.service, { from: 0, to: count }, (index) =>
    itemOf(services, index, organisationOf(index)),
  );
}

/** Users of one organisation, each served by a process of its own that has nothing in memory. */
export async function coldStorm(engine: BenchEngine, processes: number): Promise<ColdStorm> {
  const service = await startBenchService(engine.endpoint);
  try {
    await store(service, processes + 1, () => tenant);
    // The stage is one in use: its signing keys exist.
    await logIn(service, await functionsOf(service.compose(service.clients())), processes);
    const cold = await Promise.all(
      Array.from({ length: processes }, async () => {
        const clients = patient(service.clients());
        return { work: countWork(clients), functions: await functionsOf(service.compose(clients)) };
      }),
    );
    await Promise.all(cold.map(async ({ functions }, index) => logIn(service, functions, index)));
    const works = cold.map(({ work }) => work());
    const of = (name: keyof Work): Range => range(works.map((work) => work[name]));
    return { processes, reads: of("reads"), writes: of("writes"), kms: of("kms") };
  } finally {
    await service.stop();
  }
}

interface WrittenKey {
  readonly pk: string;
  readonly sk: string;
}

/** Keys of what these clients write from now on. */
function watchWrites({ documents }: Clients, into: WrittenKey[]): void {
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { Item, Key } = args.input as { readonly Item?: WrittenKey; readonly Key?: WrittenKey };
        const written = /^(?:Put|Update|Delete)/.test(String(commandName)) ? (Item ?? Key) : undefined;
        if (written) into.push({ pk: written.pk, sk: written.sk });
        return next(args);
      },
    { step: "initialize", priority: "low", name: "watchWrites" },
  );
}

const kindOf = ({ pk, sk }: WrittenKey): string => `${pk.split("#")[0] ?? ""} ${sk.split("#")[0] ?? ""}`;

/** Everybody of one organisation logs in, and their events are delivered. */
export async function hotTenant(
  engine: BenchEngine,
  logins: number,
  method: keyof typeof loginBy = "app",
): Promise<HotTenant> {
  const troubles: unknown[] = [];
  const pipeline = eventPipeline({ onTrouble: (trouble) => void troubles.push(trouble) });
  const service = await startBenchService(engine.endpoint, pipeline);
  try {
    await store(service, logins + 1, () => tenant);
    const before = await functionsOf(service.compose(patient(service.clients())));
    await logIn(service, before, logins);
    await enrollPhone(service, before, logins + 1);
    const keys: WrittenKey[] = [];
    const [clients, eventClients] = [patient(service.clients()), patient(service.clients())];
    for (const each of [clients, eventClients]) watchWrites(each, keys);
    captureWrites(clients.documents, {
      tableName: tables.service,
      region: engineAccess.region,
      onRecord: pipeline.onRecord,
    });
    pipeline.consumeWith(service.compose(eventClients));
    const functions = await functionsOf(service.compose(clients));
    for (let index = 0; index < logins; index += 1) await loginBy[method](service, functions, index);
    await pipeline.drained();
    if (troubles.length > 0) throw new Error(`The events had troubles: ${String(troubles[0])}`);
    const partitions = Object.values(Object.groupBy(keys, ({ pk }) => pk)).map((of = []) => of.length);
    const written = Object.entries(Object.groupBy(keys, kindOf)).map(([kind, of = []]) => {
      const items = new Set(of.map(({ pk, sk }) => `${pk} ${sk}`)).size;
      return [kind, { writes: of.length, items }] as const;
    });
    return {
      logins,
      written: Object.fromEntries(written),
      busiestPartition: Math.max(...partitions),
      writes: keys.length,
    };
  } finally {
    await service.stop();
  }
}

const dayMillis = 86_400_000;

/** One login each in many organisations within a time, all through one process that is warm for the first of them. */
export async function quietTenants(engine: BenchEngine, tenants: number, millis = dayMillis): Promise<QuietTenants> {
  const service = await startBenchService(engine.endpoint);
  try {
    const organisationOf = (index: number): string => `quiet-${String(index)}`;
    await store(service, tenants + 1, organisationOf);
    const clients = patient(service.clients());
    const work = countWork(clients);
    const functions = await functionsOf(service.compose(clients));
    await logIn(service, functions, 0, organisationOf(0));
    const before = work();
    for (let index = 1; index <= tenants; index += 1) {
      service.clock.forward(millis / tenants);
      await logIn(service, functions, index, organisationOf(index));
    }
    const { reads, writes, kms } = difference(work(), before);
    return { tenants, reads, writes, kms };
  } finally {
    await service.stop();
  }
}
