import type { AuditLine } from "../../../local/cloudwatch-logs.ts";
import type { BusEvent } from "../../../local/event-bridge.ts";
import { type EmulatedAws, startEmulatedAws } from "../../../local/emulated-aws.ts";
import { startHttpServer } from "../../../local/http-server.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import { parseSettings } from "../../../shared/settings/settings.ts";
import { startAwsFront } from "./aws-front.ts";
import { synthesize } from "./cdk-out.ts";
import { withCors } from "./cors.ts";
import { gateway } from "./gateway.ts";
import { Lambda } from "./lambda.ts";
import { Roles } from "./roles.ts";
import { runSchedules } from "./schedule.ts";
import { Stacks } from "./stacks.ts";
import { StreamMappings } from "./stream-mappings.ts";
import { TableStream } from "./table-stream.ts";

export interface DeployedStage {
  readonly url: string;
  readonly stacks: Stacks;
  readonly roles: Roles;
  readonly lambda: Lambda;
  readonly streams: StreamMappings;
  /** What reached the bus and the audit log, newest first. */
  readonly events: readonly BusEvent[];
  readonly audited: readonly AuditLine[];
  readonly aws: EmulatedAws;
  /** Failures that no caller saw. */
  readonly troubles: unknown[];
  /** Resolves once every write has gone all the way. */
  readonly drained: () => Promise<void>;
  readonly runSchedule: () => Promise<void>;
  stop(): Promise<void>;
}

/** How AWS calls a service in a signature, and how the emulation does. */
const emulated: Readonly<Record<string, keyof EmulatedAws["addresses"]>> = {
  dynamodb: "dynamodb",
  kms: "kms",
  sns: "sns",
  events: "eventBridge",
  ses: "sesv2",
  logs: "cloudWatchLogs",
};

/** A stage as its synthesized templates describe it, with the engine and the emulations of the local run in the place of AWS. */
export async function startDeployedStage(world: {
  readonly settings: object;
  readonly clock: Clock;
}): Promise<DeployedStage> {
  /** In this order: no more requests, then what they left to do, then what that needs. */
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0)) await one();
  };
  try {
    return { ...(await deploy(world, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function deploy(
  { settings, clock }: Parameters<typeof startDeployedStage>[0],
  stops: (() => Promise<void> | void)[],
): Promise<Omit<DeployedStage, "stop">> {
  const out = synthesize(settings);
  stops.push(() => out.remove());
  const http = await startHttpServer({ port: 0 });
  stops.unshift(() => http.stop());
  const stacks = new Stacks(out.templates, http.url);
  const roles = new Roles(stacks);
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown): void => void troubles.push(error);
  const events: BusEvent[] = [];
  const audited: AuditLine[] = [];

  const aws = await startEmulatedAws({
    settings: parseSettings(variablesOf(stacks)),
    clock,
    directory: null,
    engine: "dynalite",
    external: [],
    onEvent: (event) => events.unshift(event),
    onAudited: (line) => audited.unshift(line),
  });
  stops.push(() => aws.stop());
  const endpointOf = (service: string) => aws.addresses[emulated[service] ?? "dynamodb"]?.endpoint ?? "";
  const streamArn = stacks.made(stacks.only("AWS::DynamoDB::Table"))["StreamArn"] ?? "";
  const table = new TableStream(endpointOf("dynamodb"), streamArn, (record) => streams.add(record));
  const front = await startAwsFront({
    endpointOf,
    allows: (accessKeyId, asked) => roles.allows(lambda.find(accessKeyId).role, asked),
    around: async (call, run) => table.around(call, run),
    onTrouble,
  });

  const lambda = new Lambda({ stacks, roles, out, awsUrl: front.url, clock });
  const streams = new StreamMappings({ stacks, roles, lambda });
  const { CorsConfiguration } = stacks.only("AWS::ApiGatewayV2::Api").properties;
  http.serve(withCors(CorsConfiguration, gateway({ stacks, lambda, clock, onTrouble })));

  const drained = async (): Promise<void> => {
    // Recording activity and claiming notices writes again.
    await streams.drained();
    await streams.drained();
  };
  stops.splice(
    1,
    0,
    drained,
    () => lambda.stop(),
    () => front.stop(),
    () => table.stop(),
  );
  const schedule = async () => runSchedules({ stacks, roles, lambda });
  return {
    url: http.url,
    stacks,
    roles,
    lambda,
    streams,
    events,
    audited,
    aws,
    troubles,
    drained,
    runSchedule: schedule,
  };
}

/** Environment variables: the same ones for every function. */
function variablesOf(stacks: Stacks): Readonly<Record<string, string>> {
  const [first] = stacks.all("AWS::Lambda::Function");
  return first?.properties["Environment"].Variables as Record<string, string>;
}
