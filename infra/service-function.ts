import { Duration, RemovalPolicy, Token, Validations } from "aws-cdk-lib";
import {
  type AddToPrincipalPolicyResult,
  PolicyDocument,
  type PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  type IFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { chosenSettings, type deployedSettings, type Stage } from "./settings.ts";
import { wildSenders } from "./sms-permissions.ts";
import type { Route } from "../shared/contract/route.ts";
import { routes } from "../shared/contract/routes.ts";
import { permissionsOf, type Resources } from "./permissions.ts";
import * as z from "zod/mini";
import { parseSettings, type settingsSchema, variableOf } from "../shared/settings/settings.ts";
import { WrongSettings } from "./stages.ts";

/** Properties that all functions of a stage share. */
export interface FunctionContext {
  readonly stage: Stage;
  readonly environment: Record<string, string>;
  readonly codeOf: (name: string) => Code;
}

export interface FunctionProps {
  /** The file under functions/, without its ending. */
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly PolicyStatement[];
  /** Among them, to send e-mails. */
  readonly sendsMail?: boolean;
  readonly timeout?: Duration;
  readonly reservedConcurrency?: number | undefined;
  readonly provisionedConcurrency?: number | undefined;
}

/** Shorter than the gateway's, so that callers get the function's answer instead of the gateway's timeout. */
const functionTimeout = Duration.seconds(15);
export const gatewayTimeout = Duration.seconds(20);

/** The only kind of function: it has its own role, its own log group, and no permission beyond those it is given. */
export class ServiceFunction extends NodejsFunction {
  /** The file under functions/, without its ending. */
  readonly step: string;
  /** The function, or its version that is kept warm. */
  readonly target: IFunction;

  constructor(scope: Construct, { stage, environment, codeOf }: FunctionContext, props: FunctionProps) {
    const id = idOf(props.name);
    const logGroup = new LogGroup(scope, `${id}Log`, {
      logGroupName: `/countersign/${stage.name}/${props.name}`,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new FunctionRole(scope, `${id}Role`);
    super(scope, id, {
      functionName: `countersign-${stage.name}-${props.name.replaceAll("/", "-")}`,
      description: props.description,
      code: codeOf(props.name),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // docs/performance.md computes the cost for this size.
      memorySize: 512,
      timeout: props.timeout ?? functionTimeout,
      environment,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      ...logLevels(stage),
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    this.step = props.name;
    logGroup.grantWrite(role);
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "X-Ray has no resources to put traces to, nor has DynamoDB for listing streams (test/infra holds each role to its exact actions)",
    });
    if (props.sendsMail)
      for (const kind of ["identity", "configuration-set"])
        Validations.of(role).acknowledge({
          id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:${kind}/*]`,
          reason:
            "SES asks for a default configuration set and, in the sandbox, for the recipient's identity; the condition names the sender",
        });
    for (const resource of wildSenders(stage))
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sms-voice:<AWS::Region>:<AWS::AccountId>:${resource}]`,
        reason: "A sender's name is one resource in each country, and messages go out under this one alone",
      });
    for (const statement of props.permissions) role.addToPrincipalPolicy(statement);
    this.target =
      props.provisionedConcurrency === undefined
        ? this
        : // The cast: CDK's types do not know `exactOptionalPropertyTypes`.
          (this.addAlias("warm", { provisionedConcurrentExecutions: props.provisionedConcurrency }) as IFunction);
  }
}

/** Its permissions stand in the role itself: a resource more for each function, and the stack would have more than CloudFormation's 500. */
class FunctionRole extends Role {
  readonly #permissions: PolicyDocument;

  constructor(scope: Construct, id: string) {
    const permissions = new PolicyDocument();
    super(scope, id, {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      inlinePolicies: { permissions },
    });
    this.#permissions = permissions;
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#permissions.addStatements(statement);
    return { statementAdded: true, policyDependable: this };
  }
}

/** Lambda logs failed calls only. Duration and memory of the others are in metrics and traces. */
const logLevels = ({ logLevel }: Stage) =>
  logLevel === "DEBUG"
    ? { applicationLogLevelV2: ApplicationLogLevel.DEBUG, systemLogLevelV2: SystemLogLevel.INFO }
    : { applicationLogLevelV2: ApplicationLogLevel.INFO, systemLogLevelV2: SystemLogLevel.WARN };

/** `admin/get-user` → `AdminGetUser`. */
const idOf = (name: string): string =>
  name
    .split(/[/-]/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

/** One function per row of the route table, by its file name. */
export const routeFunctions = (
  scope: Construct,
  context: FunctionContext,
  resources: Resources,
): Readonly<Record<string, ServiceFunction>> =>
  Object.fromEntries(
    (Object.values(routes) as readonly Route[]).map((route) => [
      route.function,
      new ServiceFunction(scope, context, {
        name: route.function,
        description: route.summary,
        permissions: permissionsOf(route, resources),
        sendsMail: route.touches.mail === "send" && resources.mailFrom !== undefined,
        reservedConcurrency: reservedFor(route, context.stage),
        provisionedConcurrency: isLogin(route) ? context.stage.provisionedConcurrency : undefined,
      }),
    ]),
  );

/** Routes that do nothing but send SMS. `login` does more: without it nobody gets in. */
const onlySendsSms = (route: Route): boolean => route.touches.sms === "send" && route.path !== routes.login.path;

/** An app is set up and brought back without an SMS: what a phone's calls may use up must not stop that. */
export const isThrottledAsSms = (route: Route): boolean => onlySendsSms(route) && !setsUp.includes(route.path);
const setsUp: readonly string[] = [routes.enrollFactor.path, routes.undoChange.path, routes.completeRecovery.path];

const isLogin = ({ path }: Route): boolean => path === routes.login.path || path === routes.verify.path;

/** A hanging SMS provider must not use up the account's concurrency: then nobody could verify a code. */
function reservedFor(route: Route, { reservedConcurrency }: Stage): number | undefined {
  if (onlySendsSms(route)) return reservedConcurrency?.sms;
  return route.path === routes.login.path ? reservedConcurrency?.login : undefined;
}

/** Text of each setting. A misspelt or missing name does not compile. */
type Texts<Schema extends z.ZodMiniType> = { readonly [Name in keyof z.input<Schema>]: string };
export type DeployedSettings = Texts<typeof deployedSettings>;

/** Lambda's quota for all names and values together is 4,096 bytes; what only the deployment knows may be a little longer than we think. */
const mostBytes = 4_000;
/** Placeholder for a value that only the deployment knows, longer than most of them. */
const placeholder = "https://known-at-deployment.example/".padEnd(100, "x");

/** The environment of every function of a stage. Throws `WrongSettings` if the functions would not start with it. */
export function environmentOf(stage: Stage, deployed: DeployedSettings): Record<string, string> {
  const texts: Texts<typeof settingsSchema> = { ...chosenTexts(stage), ...deployed };
  const environment = Object.fromEntries(Object.entries(texts).map(([name, text]) => [variableOf(name), text]));
  const known = Object.entries(environment).map(([name, text]): [string, string] => [
    name,
    Token.isUnresolved(text) ? placeholder : text,
  ]);
  const bytes = known.flat().reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > mostBytes)
    throw new WrongSettings(
      `The settings of the stage "${stage.name}" take ${String(bytes)} bytes, and a function may have ${String(mostBytes)}. ${longestIssuer(stage)} Shorten trustedIssuers: jwksUri takes less room than jwks.`,
    );
  parseSettings(Object.fromEntries(known));
  return environment;
}

function longestIssuer({ trustedIssuers }: Stage): string {
  const [[id, length] = ["", 0]] = trustedIssuers
    .map((issuer): [string, number] => [issuer.id, Buffer.byteLength(JSON.stringify(issuer))])
    .toSorted(([, one], [, other]) => other - one);
  return `The longest issuer is "${id}" with ${String(length)}.`;
}

/** Texts of the settings that differ from their defaults: the quota leaves no room for the others. */
function chosenTexts(stage: Stage): Texts<typeof chosenSettings> {
  const names = z.keyof(z.omit(chosenSettings, { trustedIssuers: true })).options;
  const defaults = chosenSettings.parse({ trustedIssuers: JSON.stringify(stage.trustedIssuers) });
  const changed = names.filter((name) => textOf(stage[name]) !== textOf(defaults[name]));
  const texts = Object.fromEntries(changed.map((name) => [name, textOf(stage[name])]));
  return { ...texts, trustedIssuers: JSON.stringify(stage.trustedIssuers) };
}

const textOf = (value: string | number | boolean | object | undefined): string => {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};
