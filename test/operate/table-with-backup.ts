import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DeleteCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { type TableContext, tableContext } from "../../operate/table.ts";
import { type Clients, documentClient } from "../../shared/aws/clients.ts";
import { systemRandom } from "../../shared/runtime/services.ts";
import type { Organisation } from "../harness/organisation.ts";
import type { RunningService } from "../harness/running-service.ts";
import { world } from "../harness/world.ts";

type Items = readonly Readonly<Record<string, unknown>>[];
const linesOnPage = 7;

/** A running service whose table can be lost and brought back, and the operator's access to it. */
export class TableWithBackup {
  readonly service: RunningService;
  readonly organisation: Organisation;
  #backup: Items = [];
  backupTime = 0;

  constructor(tenant: string, options: Parameters<typeof world>[0] = {}) {
    ({ service: this.service, organisation: this.organisation } = world({ issuer: tenant, tenant, ...options }));
  }

  get clients(): Clients {
    return this.service.aws.clients;
  }

  get tableName(): string {
    return this.service.local.services.settings.tableName;
  }

  async items(): Promise<Items> {
    const { Items: found = [] } = await this.clients.documents.send(
      new ScanCommand({ TableName: this.tableName, ConsistentRead: true }),
    );
    return found.toSorted((one, other) => `${one["pk"]} ${one["sk"]}`.localeCompare(`${other["pk"]} ${other["sk"]}`));
  }

  /** As a recovery point in time: the state of this moment. */
  async takeBackup(): Promise<void> {
    await this.service.local.drained();
    this.service.clock.forward(1);
    this.backupTime = this.service.clock.now();
    this.#backup = await this.items();
    this.service.clock.forward(1);
  }

  /** Loses everything after the backup; nobody is let in for ten minutes, as the runbook says. */
  async loseTable(): Promise<void> {
    await this.service.local.drained();
    const { documents, stop } = await this.operatorDocuments();
    const TableName = this.tableName;
    for (const { pk, sk } of await this.items())
      await documents.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    for (const Item of this.#backup) await documents.send(new PutCommand({ TableName, Item }));
    stop();
    this.service.clock.forward(600);
  }

  /** A client of its own: what it writes does not go through the service's stream. */
  async operatorDocuments() {
    const endpoint = await this.clients.documents.config.endpoint?.();
    if (!endpoint) throw new Error("The engine has no endpoint");
    const { hostname, port } = endpoint;
    const documents = documentClient({
      endpoint: `http://${hostname}:${String(port)}`,
      region: "local",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    return { documents, stop: () => documents.destroy() };
  }

  async operator(documents: Clients["documents"] = this.clients.documents): Promise<TableContext> {
    return tableContext(
      { documents, kms: this.clients.kms, logs: this.auditLog() },
      { table: this.tableName, key: this.service.local.services.settings.kmsKeyId, auditLog: "/audit" },
      { clock: this.service.clock, random: systemRandom },
    );
  }

  /** CloudWatch Logs with the lines of the audit log, in pages; one in three is empty, as the service's may be. */
  auditLog(): CloudWatchLogsClient {
    const logs = new CloudWatchLogsClient({ region: "local" });
    mockClient(logs)
      .on(FilterLogEventsCommand)
      .callsFake(({ nextToken = "0", startTime = 0 }: { nextToken?: string; startTime?: number }) => {
        const page = Number(nextToken);
        const lines = this.service.local.audited.filter(({ timestamp }) => timestamp >= startTime);
        const first = Math.floor(page / 3) * 2 * linesOnPage + (page % 3) * linesOnPage;
        const isEmpty = page % 3 === 2;
        return {
          events: isEmpty ? [] : lines.slice(first, first + linesOnPage).map(({ message }) => ({ message })),
          ...(first + linesOnPage < lines.length + linesOnPage && { nextToken: String(page + 1) }),
        };
      });
    return logs;
  }
}
