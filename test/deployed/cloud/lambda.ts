import { DeployedFunction } from "./deployed-function.ts";
import { type CdkOut, place } from "./cdk-out.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { Roles } from "./roles.ts";
import type { Stacks } from "./stacks.ts";

/** The functions of the stage. */
export class Lambda {
  readonly functions: readonly DeployedFunction[];
  /** Where events went that were given up: ARNs of queues. */
  readonly putAside: string[] = [];
  readonly #failures: ReadonlyMap<string, string>;
  readonly #roles: Roles;

  constructor(world: {
    readonly stacks: Stacks;
    readonly roles: Roles;
    readonly out: CdkOut;
    readonly awsUrl: string;
    readonly clock: Clock;
  }) {
    const { stacks, roles, out, awsUrl, clock } = world;
    this.#roles = roles;
    this.functions = stacks.all("AWS::Lambda::Function").map((resource) => {
      const { properties } = resource;
      const folder = out.folderOf(String(properties["Code"].S3Key));
      return new DeployedFunction({ arn: stacks.made(resource)["Arn"] ?? "", properties, folder, awsUrl, clock });
    });
    this.#failures = new Map(
      stacks
        .all("AWS::Lambda::EventInvokeConfig")
        .map(({ properties }) => [
          String(properties["FunctionName"]),
          String(properties["DestinationConfig"].OnFailure.Destination),
        ]),
    );
  }

  /** By its ARN or its name. */
  find(wanted: string): DeployedFunction {
    const found = this.functions.find(({ arn, name }) => arn === wanted || name === wanted);
    if (found === undefined) throw new Error(`There is no function ${wanted}`);
    return found;
  }

  /** Calls it for a service that has taken a role, by that role's policy. */
  async callAs(role: string, service: string, arn: string, event: unknown): Promise<unknown> {
    const asked = { action: "lambda:InvokeFunction", resource: arn, keys: {} };
    if (!this.#roles.trusts(role, service) || !this.#roles.allows(role, asked))
      throw new Error(`${service} may not call ${arn} as ${role}`);
    return this.call(this.find(arn), event);
  }

  /** Calls the function. The role must also allow the work that Lambda does in its name around the call. */
  async call(one: DeployedFunction, event: unknown): Promise<unknown> {
    const isCold = one.started === undefined;
    return one.invoke(event).finally(() => this.#trace(one, isCold));
  }

  /** Sends an asynchronous call that failed for good to the destination in the function's settings. */
  giveUp(one: DeployedFunction, destination = this.#failures.get(one.name) ?? ""): void {
    const needed = destination.startsWith("arn:aws:s3:::")
      ? [
          { action: "s3:ListBucket", resource: destination },
          { action: "s3:PutObject", resource: `${destination}/aws/lambda/record` },
        ]
      : [{ action: "sqs:SendMessage", resource: destination }];
    if (!needed.every((asked) => this.#roles.allows(one.role, { ...asked, keys: {} })))
      throw new Error(`${one.step} may not put aside what it failed on`);
    this.putAside.push(destination);
  }

  async stop(): Promise<void> {
    await Promise.all(this.functions.map(async (one) => one.stop()));
  }

  /** Lambda itself writes logs and traces in the name of the role. */
  #trace({ step, role, properties }: DeployedFunction, isCold: boolean): void {
    if (!this.#roles.trusts(role, "lambda.amazonaws.com")) throw new Error(`Lambda may not take ${role}`);
    const { region, account } = place;
    const stream = `arn:aws:logs:${region}:${account}:log-group:${String(properties["LoggingConfig"].LogGroup)}:log-stream:1`;
    const needed = [
      { action: "logs:PutLogEvents", resource: stream },
      ...(isCold ? [{ action: "logs:CreateLogStream", resource: stream }] : []),
      ...(properties["TracingConfig"]?.Mode === "Active"
        ? ["xray:PutTraceSegments", "xray:PutTelemetryRecords"].map((action) => ({ action, resource: "*" }))
        : []),
    ];
    for (const { action, resource } of needed)
      if (!this.#roles.allows(role, { action, resource, keys: {} })) throw new Error(`${step} may not ${action}`);
  }
}
