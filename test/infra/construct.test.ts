/** @module-tag processes */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AttributeType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { Rule } from "aws-cdk-lib/aws-events";
import { AccountRootPrincipal, Role } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { afterAll, describe, expect, it } from "vitest";
import { Countersign } from "../../infra/countersign.ts";
import type { CountersignProps, TrustedIssuerProps } from "../../infra/props.ts";
import type { Stage } from "../../infra/settings.ts";
import { WrongSettings } from "../../infra/stages.ts";
import type { TrustedIssuer } from "../../shared/settings/issuer.ts";
import { exampleWith, resources, withoutBundles } from "./synthesized.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-construct-"));
afterAll(() => rmSync(folder, { recursive: true }));

let apps = 0;
/** Somebody's own app, with the CDK's old behaviour and a stack of theirs. */
function theirs() {
  apps += 1;
  const app = new App({ outdir: join(folder, String(apps)), context: withoutBundles });
  return { app, shop: new Stack(app, "Shop", { env: { account: "111122223333", region: "eu-west-1" } }) };
}
const templateOf = (stack: Stack) => Template.fromStack(stack);
const plain: CountersignProps = exampleWith();

describe("the construct in somebody's own app", () => {
  it("leaves the app's own stacks alone: functions, tags and flags", () => {
    const { app, shop } = theirs();
    new Countersign(shop, "SecondFactor", plain);
    new LambdaFunction(shop, "Own", {
      runtime: Runtime.NODEJS_24_X,
      handler: "index.handler",
      code: Code.fromInline("exports.handler = () => {}"),
    });
    new Topic(shop, "Topic");
    expect(() => app.synth()).not.toThrow();
    expect(JSON.stringify(templateOf(shop).toJSON())).not.toContain("countersign:stage");
    expect(shop.node.tryGetContext("@aws-cdk/core:defaultCrossStackReferences")).toBeUndefined();
  });

  it("names itself, so that several fit into one account and Region", () => {
    const { shop } = theirs();
    const names = ["SecondFactor", "Second factor", "2FA"].map((id) => new Countersign(shop, id, plain).stageName);
    expect(new Set(names).size).toBe(3);
    expect(names[0]).toMatch(/^second-factor-[0-9a-f]{6}$/);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,19}$/);
  });

  it("gives its bus, and the right to read the events that are kept", () => {
    const { shop } = theirs();
    const made = new Countersign(shop, "SecondFactor", plain);
    new Rule(shop, "Locked", { eventBus: made.eventBus, eventPattern: { detailType: ["method.locked"] } });
    made.grantReadEvents(new Role(shop, "Auditor", { assumedBy: new AccountRootPrincipal() }));
    const text = JSON.stringify(templateOf(shop).toJSON());
    expect(text).toContain(`Countersign-${made.stageName}-Service:ExportsOutputRefBus`);
    expect(text).toContain("logs:FilterLogEvents");
    expect(made.alarms.length).toBeGreaterThan(20);
    expect([made.url, made.issuer]).toEqual([made.api.apiEndpoint, made.api.apiEndpoint]);
  });

  it("takes a table, keys and a topic of the app's own, and makes none", () => {
    const { shop } = theirs();
    const table = new Table(shop, "Table", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
    const alarmTopic = new Topic(shop, "Alarms");
    const vault = new Key(shop, "Vault");
    const own = exampleWith({ alarmEmail: undefined, alarmTopic, table, keys: { vault } });
    const made = new Countersign(shop, "SecondFactor", own);
    const [data, service] = [templateOf(made.dataStack), templateOf(made.serviceStack)];
    expect(resources(data, "AWS::DynamoDB::Table")).toEqual([]);
    expect(resources(data, "AWS::KMS::Key")).toEqual([]);
    expect(resources(service, "AWS::SNS::Topic")).toEqual([]);
    expect(made.table).toBe(table);
    const [, login] = resources(service, "AWS::Lambda::Function").find(([id]) => id.startsWith("Login")) ?? [];
    expect(JSON.stringify(login?.Properties["Environment"])).toMatch(/Shop:ExportsOutputRefTable/);
  });

  it.each([
    ["a slip of the pen", { smsCountires: [] }, "Shop/SecondFactor are wrong.\nno field is called smsCountires"],
    ["nobody who gets the alarms", { alarmEmail: undefined }, "alarmEmail: is missing"],
    ["a name that is too long", { stageName: "x".repeat(21) }, "cannot name a stage"],
    [
      "a name that begins with a digit",
      { stageName: "1prod" },
      /Shop\/SecondFactor are wrong\.\n"1prod" .* a letter first/,
    ],
    [
      "a carrier without its sender",
      { smsProvider: "end-user-messaging" },
      "SecondFactor are wrong.\nsmsOrigination: is needed where smsProvider is end-user-messaging",
    ],
    [
      "Notify without its configuration",
      { smsProvider: "notify" },
      "\nsmsNotifyConfiguration: is needed where smsProvider",
    ],
    ["an unknown carrier", { smsProvider: "pigeon" }, "smsProvider: must be sns, end-user-messaging or notify"],
    [
      "a certificate of another Region than that of the stack around it",
      { domain: { name: "auth.example.com", certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/a" } },
      "domain.certificateArn: the certificate must be in the stage's region",
    ],
    ["an address that is none", { alarmEmail: "on-call" }, "alarmEmail: must be an e-mail address such as"],
    ["a long name", { appName: "x".repeat(41) }, /appName: must have at most 40 characters$/],
    ["a number in quotes", { assertionSeconds: "300" }, "assertionSeconds: must be a number, without quotes"],
    [
      "a first wait above the longest",
      { firstWaitSeconds: 3600, longestWaitSeconds: 60 },
      "firstWaitSeconds: must not be above longestWaitSeconds, 60",
    ],
    [
      "a floor that names no country of the deployment",
      { smsCountries: ["CH"], policyFloor: { smsCountries: ["DE", "AT"] } },
      "policyFloor (smsCountries): names no country of smsCountries, so that no SMS goes out",
    ],
    ["a table's name in its place", { table: "users" }, "table: must be a construct of your app"],
    ["a key's ARN in its place", { keys: { vault: "arn:aws:kms" } }, /keys\.vault: must .*Key\.fromKeyArn/],
    [
      "two issuers of one id",
      { trustedIssuers: [...plain.trustedIssuers, ...plain.trustedIssuers] },
      "trustedIssuers.1.id: two issuers have the same id",
    ],
  ])("refuses %s with a sentence", (_, changes, sentence) => {
    const made = () => new Countersign(theirs().shop, "SecondFactor", exampleWith(changes));
    expect(made).toThrow(WrongSettings);
    expect(made).toThrow(sentence);
  });
});

/** Names that a type lacks; `never` if it has them all. */
type Lacking<Names, Props> = Exclude<Names, keyof Props>;

it("has a property for each field of a stage and of an issuer, and no other", () => {
  const lacking: readonly Lacking<Exclude<keyof Stage, "name">, CountersignProps>[] = [];
  const unknown: readonly Lacking<
    Exclude<keyof CountersignProps, "stageName" | "table" | "keys" | "alarmTopic">,
    Stage
  >[] = [];
  const lackingOfIssuer: readonly Lacking<keyof TrustedIssuer, TrustedIssuerProps>[] = [];
  const unknownOfIssuer: readonly Lacking<keyof TrustedIssuerProps, TrustedIssuer>[] = [];
  // The compiler decides: a name that is missing would be one of these types.
  const none: readonly never[][] = [lacking, unknown, lackingOfIssuer, unknownOfIssuer].map((names) => [...names]);
  expect(none.flat()).toEqual([]);
});
