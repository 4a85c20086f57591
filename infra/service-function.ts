import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
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
import type { Stage } from "./settings.ts";
import { wildSenders } from "./sms-permissions.ts";

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
