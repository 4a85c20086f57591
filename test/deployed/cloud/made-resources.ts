import { place } from "./cdk-out.ts";

/** Values that CloudFormation knows of a created resource: its `Ref` and its attributes. */
export type Made = Readonly<Record<string, string>>;

/** `otherwise`: the name that CloudFormation makes up. `property`: one of the template's, resolved; undefined if there is none. */
type Make = (otherwise: string, property: (name: string) => string | undefined) => Made;

const { partition, region, account } = place;
const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
const simple =
  (service: string, kind: string, nameProperty?: string): Make =>
  (otherwise, property) => {
    const name = (nameProperty === undefined ? undefined : property(nameProperty)) ?? otherwise;
    return { Ref: name, Arn: arn(service, `${kind}${name}`) };
  };

/** The types that another resource of ours refers to. `apiEndpoint`: where this run's gateway listens. */
export const makersOf = (apiEndpoint: string): Readonly<Record<string, Make>> => ({
  "AWS::ApiGatewayV2::Api": (name) => ({ Ref: name, ApiEndpoint: apiEndpoint }),
  "AWS::ApiGatewayV2::Integration": (name) => ({ Ref: name }),
  "AWS::DynamoDB::Table": (name) => {
    const table = arn("dynamodb", `table/${name}`);
    return { Ref: name, Arn: table, StreamArn: `${table}/stream/2026-01-01T00:00:00.000` };
  },
  "AWS::Events::EventBus": simple("events", "event-bus/", "Name"),
  "AWS::Events::Rule": (name, property) => ({
    Arn: arn("events", `rule/${property("EventBusName") ?? ""}/${property("Name") ?? name}`),
  }),
  "AWS::IAM::Role": (name) => ({ Ref: name, Arn: `arn:${partition}:iam::${account}:role/${name}` }),
  "AWS::KMS::Key": simple("kms", "key/"),
  "AWS::Lambda::Function": simple("lambda", "function:", "FunctionName"),
  "AWS::Logs::LogGroup": (otherwise, property) => {
    const name = property("LogGroupName") ?? otherwise;
    return { Ref: name, Arn: arn("logs", `log-group:${name}:*`) };
  },
  "AWS::S3::Bucket": (name) => ({ Ref: name, Arn: `arn:${partition}:s3:::${name}` }),
  "AWS::SNS::Topic": (name) => ({ Ref: arn("sns", name) }),
  "AWS::SQS::Queue": simple("sqs", ""),
});
