import { Aspects, Stage as CdkStage, type Environment, Stack, Tags, Token } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Alarm } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { EventBus } from "aws-cdk-lib/aws-events";
import type { Grant, IGrantable } from "aws-cdk-lib/aws-iam";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { OnlyServiceFunctions } from "./checks.ts";
import { DataStack } from "./data-stack.ts";
import { EdgeStack } from "./edge.ts";
import { stackNames } from "./outputs.ts";
import type { CountersignProps, OwnResources } from "./props.ts";
import { ServiceStack } from "./service-stack.ts";
import { edgeRegion, parseStage } from "./settings.ts";
import { WrongSettings } from "./stages.ts";

/**
 * The second factor for any login: two stacks, one with what must be kept and one with the service, so that the data outlives every
 * deployment. Wherever the construct stands, the stacks belong to its app or `Stage`: moving the construct changes no template. Tags,
 * checks and feature flags are theirs alone.
 *
 * @example
 * new Countersign(this, "SecondFactor", {
 *   trustedIssuers: [{ id: "main", issuer: "https://login.example.com/", audience: "my-app", jwksUri: "https://login.example.com/jwks" }],
 *   monthlySmsBudgetUsd: 50,
 *   alarmEmail: "on-call@example.com",
 * });
 */
export class Countersign extends Construct {
  /** Part of the names of the stacks, functions, logs and alarms; `npm run doctor -- --stage …` takes it. */
  readonly stageName: string;
  readonly api: HttpApi;
  /** The service's address. */
  readonly url: string;
  /** The `iss` of its tokens, for `verifyAssertion`. */
  readonly issuer: string;
  /** Bus with every event of the catalogue; react to them with a `Rule`. */
  readonly eventBus: EventBus;
  readonly table: ITable;
  readonly alarms: readonly Alarm[];
  /** The stack with what must be kept: table, keys, audit log and the API's address. */
  readonly dataStack: Stack;
  /** The stack with everything else. */
  readonly serviceStack: Stack;
  /** The stacks, with that of the edge: for tags and aspects of your own. */
  readonly stacks: readonly Stack[];
  readonly #auditLog: ILogGroup;

  constructor(scope: Construct, id: string, props: CountersignProps) {
    super(scope, id);
    const { stageName = nameFor(this), table, keys, alarmTopic, ...settings } = props;
    const own = { table, keys, alarmTopic };
    const what = `The settings of ${this.node.path}`;
    const foreign = noResources(own);
    if (foreign.length > 0) throw new WrongSettings(`${what} are wrong.\n${foreign.join("\n")}`);
    const known = environmentFor(this, settings);
    const stage = parseStage({ ...settings, region: known.region }, stageName, { what, own });
    const names = stackNames(stageName);
    const env = { env: known };
    const assembly = CdkStage.of(this) ?? this;
    const data = new DataStack(assembly, names.data, stage, own, {
      ...env,
      // Without the name of a CDK `Stage` around it, since `npm run doctor` looks for this one.
      stackName: names.data,
      description: "Countersign: what must be kept",
    });
    const service = new ServiceStack(assembly, names.service, stage, data, own, {
      ...env,
      stackName: names.service,
      description: "Countersign: the service",
    });
    const stacks: Stack[] = [data, service];
    if (stage.edge) {
      const edge = new EdgeStack(assembly, names.edge, stage, stage.edge, {
        env: { ...env.env, region: edgeRegion },
        stackName: names.edge,
        description: "Countersign: rules of the edge",
      });
      service.addDependency(edge);
      stacks.push(edge);
    }
    for (const stack of stacks) {
      Tags.of(stack).add("countersign:stage", stageName);
      Aspects.of(stack).add(new OnlyServiceFunctions());
    }
    this.stageName = stageName;
    this.dataStack = data;
    this.serviceStack = service;
    this.stacks = stacks;
    this.api = data.address.api;
    this.url = data.address.url;
    this.issuer = this.url;
    this.eventBus = service.bus;
    this.table = service.table;
    this.alarms = service.alarms;
    this.#auditLog = data.auditLog;
  }

  /** Lets somebody read the audit log, in which every event is kept. Events name users by a hash only. */
  grantReadEvents(grantee: IGrantable): Grant {
    return this.#auditLog.grantRead(grantee);
  }
}

/** A name for a construct without one: of its own id, and unique in the app. */
function nameFor({ node }: Construct): string {
  const readable = node.id
    .replaceAll(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
    .slice(0, 13);
  return `${readable === "" ? "c" : readable}-${createHash("sha256").update(node.path).digest("hex").slice(0, 6)}`;
}

/** The account and Region that the settings name, else those of the stack around it. */
function environmentFor(construct: Construct, { account, region }: Environment): Environment {
  const around = construct.node.scopes.filter(Stack.isStack).at(-1);
  const known = (value: string | undefined) => (value === undefined || Token.isUnresolved(value) ? undefined : value);
  const [inAccount, inRegion] = [account ?? known(around?.account), region ?? known(around?.region)];
  return {
    ...(inAccount !== undefined && { account: inAccount }),
    ...(inRegion !== undefined && { region: inRegion }),
  };
}

/** Sentences on what is given in the place of a resource of the app, such as its name or ARN. */
const noResources = ({ table, keys, alarmTopic }: OwnResources): readonly string[] =>
  Object.entries({ table, "keys.vault": keys?.vault, "keys.table": keys?.table, alarmTopic })
    .filter(([, value]) => value !== undefined && !Construct.isConstruct(value))
    .map(([name]) => `${name}: must be a construct of your app; one that exists already: ${lookUps[name] ?? ""}`);
const lookUps: Readonly<Record<string, string>> = {
  table: "Table.fromTableAttributes(…)",
  "keys.vault": "Key.fromKeyArn(…)",
  "keys.table": "Key.fromKeyArn(…)",
  alarmTopic: "Topic.fromTopicArn(…)",
};
