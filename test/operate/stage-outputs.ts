import type { Output, Stack } from "@aws-sdk/client-cloudformation";
import { stackNames } from "../../infra/outputs.ts";

export const account = "123456789012";
export const region = "eu-central-1";
export const keyArn = `arn:aws:kms:${region}:${account}:key/k-1`;

export const settings = {
  trustedIssuers: [
    { id: "shop", issuer: "https://login.example.com", audience: "app", jwksUri: "https://login.example.com/jwks" },
  ],
  smsCountries: ["CH", "US", "SG"],
  smsSenderId: "Acme",
  monthlySmsBudget: 50,
  smsPerTenantDay: 500,
  mailFrom: "no-reply@acme.example",
  domainName: "2fa.acme.example",
  domainTarget: "d-1.execute-api.eu-central-1.amazonaws.com",
  certificateArn: `arn:aws:acm:${region}:${account}:certificate/c-1`,
  alarmEmail: "oncall@acme.example",
  reservedConcurrency: { login: 100, sms: 20 },
};

/** The two stacks of a stage called prod, as CloudFormation answers them. */
export const stacksOf = (given: object = settings) => ({
  data: stack("data", { KeyArn: keyArn, AuditLogGroupName: "audit" }),
  service: stack("service", {
    Url: "https://2fa.acme.example/",
    EventBusName: "bus",
    TableName: "Countersign-prod",
    DashboardUrl: "https://console.aws.example/dashboard",
    Settings: JSON.stringify(given),
  }),
});

function stack(which: "data" | "service", outputs: Readonly<Record<string, string>>): Stack {
  const StackName = stackNames("prod")[which];
  return {
    StackName,
    StackId: `arn:aws:cloudformation:${region}:${account}:stack/${StackName}/1`,
    CreationTime: new Date(0),
    StackStatus: "UPDATE_COMPLETE",
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]): Output => ({ OutputKey, OutputValue })),
  };
}
