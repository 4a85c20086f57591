import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { Mistake } from "../client/command-line/command-line.ts";
import { type Clients, documentClient, eventBridgeClient, kmsClient } from "../shared/aws/clients.ts";
import type { TrustedIssuer } from "../shared/settings/issuer.ts";
import { type LocalRun, localUrlOf, reachLocalRun, withLocalUrl } from "./local-run.ts";
import { describeStage } from "./stage.ts";

/** Where the table and its key are: a stage, a local run, or its parts. */
export type Place =
  | { readonly kind: "stage"; readonly stage: string }
  | { readonly kind: "local"; readonly url: string }
  | { readonly kind: "parts"; readonly table: string; readonly key: string; readonly auditLog?: string | undefined };

export interface OpenedPlace {
  /** Word that a person types to confirm. */
  readonly name: string;
  readonly clients: Pick<Clients, "documents" | "kms"> & {
    readonly logs: CloudWatchLogsClient;
    readonly eventBridge: EventBridgeClient;
  };
  readonly names: { readonly table: string; readonly key: string; readonly auditLog: string };
  /** Null where only the parts were named. */
  readonly deployment: Deployment | null;
  readonly local: LocalRun | null;
}

export interface Deployment {
  readonly url: string;
  readonly eventBusName: string;
  readonly trustedIssuers: readonly TrustedIssuer[];
  readonly smsCountries: readonly string[];
}

/** Region and credentials come from the usual places (AWS_PROFILE, AWS_REGION, sign-on), those of a local run from its file. */
export async function openPlace(place: Place): Promise<OpenedPlace> {
  switch (place.kind) {
    case "stage": {
      const { tableName, keyArn, auditLogGroupName, url, eventBusName, settings } = await describeStage(
        new CloudFormationClient({}),
        place.stage,
      );
      const { trustedIssuers, smsCountries } = settings;
      return {
        name: place.stage,
        clients: ownClients(),
        names: { table: tableName, key: keyArn, auditLog: auditLogGroupName },
        deployment: { url, eventBusName, trustedIssuers, smsCountries },
        local: null,
      };
    }
    case "parts": {
      const names = { table: place.table, key: place.key, auditLog: place.auditLog ?? "" };
      return { name: place.table, clients: ownClients(), names, deployment: null, local: null };
    }
    case "local": {
      const local = await reachLocalRun(place.url);
      const { tableName, keyArn, auditLogGroupName } = local;
      return {
        name: "local",
        clients: clientsOf(local),
        names: { table: tableName, key: keyArn, auditLog: auditLogGroupName },
        deployment: local,
        local,
      };
    }
  }
}

const ownClients = (): OpenedPlace["clients"] => ({
  documents: documentClient(),
  kms: kmsClient(),
  logs: new CloudWatchLogsClient({}),
  eventBridge: eventBridgeClient(),
});

function clientsOf({ region, dynamodb, kms, aws }: LocalRun): OpenedPlace["clients"] {
  const at = (endpoint: string) => ({
    endpoint,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return {
    documents: documentClient(dynamodb === undefined ? undefined : at(dynamodb)),
    kms: kmsClient(kms === undefined ? undefined : at(kms)),
    logs: new CloudWatchLogsClient(at(aws)),
    eventBridge: eventBridgeClient(at(aws)),
  };
}

const text = { type: "string" } as const;
/** Options of a command that works on a stage or on a local run. */
export const placeFlags = { stage: text, local: text } as const;
export const placeHelp = `  --stage NAME    the stage, as in stages/NAME.json
  --local [URL]   in its place: the local run of npm start (http://127.0.0.1:8787)`;

/** The line as it can be read: `--local` may stand alone. */
export const placeArgs = withLocalUrl;

/** The one place that a line names; null: none. */
export function placeOf({ stage, local }: { stage?: string; local?: string }): Place | null {
  if (stage !== undefined && local !== undefined) throw new Mistake("Name --stage or --local, not both.");
  if (stage !== undefined) return { kind: "stage", stage };
  if (local === undefined) return null;
  const url = localUrlOf(local);
  if (url === null) throw new Mistake("--local is the address of a local run, such as http://127.0.0.1:8787.");
  return { kind: "local", url: url.origin };
}

export function stageOrLocal(given: { stage?: string; local?: string }): Place {
  const place = placeOf(given);
  if (place === null) throw new Mistake("Name the stage (--stage prod), or a local run (--local).");
  return place;
}
