import type { Stage } from "./settings.ts";

/** Names of a stage's stacks and their outputs: the app writes them, the commands in operate/ read them. */
export const stackNames = (stage: string) => ({
  data: `Countersign-${stage}-Data`,
  service: `Countersign-${stage}-Service`,
  /** Only of a stage with an edge. */
  edge: `Countersign-${stage}-Edge`,
});

/** The bus of a stage. */
export const busName = (stage: string): string => `countersign-${stage}`;
export const ruleNames = { sms: "count-sms", smsFeedback: "sms-feedback" } as const;

/** Names of the stack outputs. The service stack names the table: after a restore it is not the data stack's. */
export const dataOutputs = ["KeyArn", "AuditLogGroupName"] as const;
export const serviceOutputs = ["Url", "TableName", "EventBusName", "DashboardUrl", "Settings"] as const;

export type Output = (typeof dataOutputs)[number] | (typeof serviceOutputs)[number];

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
