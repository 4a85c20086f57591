import * as z from "zod";
import {
  CloudFormationClient,
  DescribeStacksCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import { dataOutputs, type Output, serviceOutputs, stackNames } from "../infra/outputs.ts";
import { askAws } from "./aws-trouble.ts";
import { Mistake } from "../client/command-line/command-line.ts";
import { issuerSchema } from "../shared/settings/issuer.ts";
import { smsProviders } from "../shared/settings/settings.ts";

/** A stage as it stands in the account. */
export interface DeployedStage {
  readonly stage: string;
  readonly account: string;
  readonly region: string;
  readonly tableName: string;
  readonly tableArn: string;
  readonly keyArn: string;
  readonly url: string;
  readonly eventBusName: string;
  readonly auditLogGroupName: string;
  readonly settings: DeployedSettings;
}

/** Its last change went wrong or goes on, but the stage itself stands and its outputs hold. */
const standing =
  /^((CREATE|UPDATE|IMPORT)_COMPLETE|UPDATE_(IN_PROGRESS|COMPLETE_CLEANUP_IN_PROGRESS|FAILED)|(UPDATE|IMPORT)_ROLLBACK_.*)$/;

/** Reads the outputs of the stage's two stacks. Throws a `Mistake` that says what to do if there is nothing to read. */
export async function describeStage(cloudformation: CloudFormationClient, stage: string): Promise<DeployedStage> {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(stage))
    throw new Mistake("A stage's name is of small letters, digits and dashes.");
  const names = stackNames(stage);
  const [data, service] = await Promise.all([
    readOutputs(cloudformation, names.data, dataOutputs),
    readOutputs(cloudformation, names.service, serviceOutputs),
  ]);
  const { partition, account, region } = addressOf(data.stack);
  const tableName = service.outputs("TableName");
  return {
    stage,
    account,
    region,
    tableName,
    tableArn: `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`,
    keyArn: data.outputs("KeyArn"),
    url: service.outputs("Url").replace(/\/$/, ""),
    eventBusName: service.outputs("EventBusName"),
    auditLogGroupName: data.outputs("AuditLogGroupName"),
    settings: readDeployedSettings(service.outputs("Settings")),
  };
}

async function readOutputs<Name extends Output>(
  cloudformation: CloudFormationClient,
  stackName: string,
  expected: readonly Name[],
): Promise<{ readonly stack: Stack; readonly outputs: (name: Name) => string }> {
  const stack = await describeStack(cloudformation, stackName);
  if (stack === null) throw new Mistake(notThere(stackName));
  const status = stack.StackStatus ?? "unknown";
  if (!standing.test(status)) throw new Mistake(`The stack ${stackName} does not stand: it is ${status}.`);
  const values = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  const missing = expected.filter((name) => !values.get(name));
  if (missing.length > 0)
    throw new Mistake(`The stack ${stackName} has no output ${missing.join(", ")}: deploy this version of it first.`);
  return { stack, outputs: (name) => values.get(name) ?? "" };
}

/** The stack; null if the account has none of that name in this region. */
export async function describeStack(cloudformation: CloudFormationClient, stackName: string): Promise<Stack | null> {
  return askAws("cloudformation:DescribeStacks", async () => {
    try {
      const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
      return Stacks?.[0] ?? null;
    } catch (error) {
      if (error instanceof Error && error.name === "ValidationError" && error.message.includes("does not exist"))
        return null;
      throw error;
    }
  });
}

/** Asked once: before a deployment the CDK has the last word on what AWS can be asked. */
export const cloudFormationOf = (region: string | undefined): CloudFormationClient =>
  new CloudFormationClient({ ...(region !== undefined && { region }), maxAttempts: 1 });

/**
 * Unlocks a stack whose first deployment failed, so that the next one can replace it: the protection of a stack begins before its resources
 * are made. Such a stack holds nothing that anybody used. Returns whether there was one to unlock.
 */
export async function unlockFailedStack(cloudformation: CloudFormationClient, StackName: string): Promise<boolean> {
  const stack = await describeStack(cloudformation, StackName);
  const failedAtFirst = stack?.StackStatus === "ROLLBACK_COMPLETE" || stack?.StackStatus === "ROLLBACK_FAILED";
  if (!failedAtFirst || stack.EnableTerminationProtection !== true) return false;
  await askAws("cloudformation:UpdateTerminationProtection", () =>
    cloudformation.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false })),
  );
  return true;
}

const notThere = (stackName: string): string =>
  `There is no stack ${stackName} in this account and region. Deploy the stage first, or check --stage, AWS_PROFILE and AWS_REGION.`;

/** `arn:aws:cloudformation:eu-central-1:123456789012:stack/…`: the account knows better than this computer's settings. */
function addressOf({ StackId }: Stack): { partition: string; region: string; account: string } {
  const [, partition, , region, account] = (StackId ?? "").split(":");
  if (!partition || !region || !account) throw new Mistake("CloudFormation answered with a stack that has no ARN.");
  return { partition, region, account };
}

/** Settings of the deployed stage, as far as the commands need them. Other fields are passed over. */
const deployedSettings = z.object({
  trustedIssuers: z.array(issuerSchema),
  smsCountries: z.array(z.string()),
  smsSenderId: z.string().optional(),
  smsProvider: z.enum(smsProviders).default("sns"),
  smsOrigination: z.string().optional(),
  smsVoiceOrigination: z.string().optional(),
  smsConfigurationSet: z.string().optional(),
  smsProtectConfiguration: z.string().optional(),
  smsNotifyConfiguration: z.string().optional(),
  smsNotifyTemplate: z.string().optional(),
  smsNotifyVariables: z.string().default("code=code"),
  /** USD. */
  monthlySmsBudget: z.number(),
  smsPerTenantDay: z.number().optional(),
  mailFrom: z.string().optional(),
  domainName: z.string().optional(),
  /** Target of the domain's DNS record. */
  domainTarget: z.string().optional(),
  certificateArn: z.string().optional(),
  alarmEmail: z.string().optional(),
  /** Functions at once. */
  reservedConcurrency: z.object({ login: z.number(), sms: z.number() }).optional(),
});

export type DeployedSettings = z.output<typeof deployedSettings>;

/** Reads the output `Settings` of the service stack. */
export function readDeployedSettings(text: string): DeployedSettings {
  const parsed = deployedSettings.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Mistake("The output Settings of the service stack cannot be read: deploy this version of it first.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
