/** The stacks of a stage, and what each tells of itself: written by the app, read by the commands in operate/. */
export const stackNames = (stage: string): Readonly<Record<"data" | "service", string>> => ({
  data: `Countersign-${stage}-Data`,
  service: `Countersign-${stage}-Service`,
});

/** Names of the stack outputs. The table is the service's to tell: after a restore it works on another one than the data stack's. */
export const dataOutputs = ["KeyArn", "AuditLogGroupName"] as const;
export const serviceOutputs = ["Url", "TableName", "EventBusName", "DashboardUrl", "Settings"] as const;

export type Output = (typeof dataOutputs)[number] | (typeof serviceOutputs)[number];
