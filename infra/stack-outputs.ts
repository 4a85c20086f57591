import { CfnOutput, type Stack } from "aws-cdk-lib";
import type { Output } from "./outputs.ts";
import type { Stage } from "./settings.ts";

/** Adds the outputs of a stack. The type makes sure that all of its names are there, and no other. */
export function addOutputs<Name extends Output>(stack: Stack, values: Readonly<Record<Name, string>>): void {
  for (const [name, value] of Object.entries<string>(values)) new CfnOutput(stack, name, { value });
}

/** Facts of a deployed stage for the commands in operate/ (output `Settings`). */
export const deployedWith = (stage: Stage, domainTarget: string | null) => ({
  trustedIssuers: stage.trustedIssuers,
  smsCountries: stage.smsCountries,
  smsSenderId: stage.smsSenderId,
  smsProvider: stage.smsProvider,
  smsOrigination: stage.smsOrigination,
  smsVoiceOrigination: stage.smsVoiceOrigination,
  smsConfigurationSet: stage.smsConfigurationSet,
  smsProtectConfiguration: stage.smsProtectConfiguration,
  smsNotifyConfiguration: stage.smsNotifyConfiguration,
  smsNotifyTemplate: stage.smsNotifyTemplate,
  smsNotifyVariables: stage.smsNotifyVariables,
  monthlySmsBudget: stage.monthlySmsBudgetUsd,
  smsPerTenantDay: stage.smsPerTenantDay,
  mailFrom: stage.mailFrom,
  domainName: stage.domain?.name,
  /** Target of the domain's DNS record. */
  domainTarget: domainTarget ?? undefined,
  certificateArn: stage.domain?.certificateArn,
  alarmEmail: stage.alarmEmail,
  reservedConcurrency: stage.reservedConcurrency,
  provisionedConcurrency: stage.provisionedConcurrency,
});
