/** The stacks of a stage, and what each tells of itself: written by the app, read by the commands in operate/. */
export const stackNames = (stage: string): Readonly<Record<"data" | "service", string>> => ({
  data: `Countersign-${stage}-Data`,
  service: `Countersign-${stage}-Service`,
});

/** Names of the stack outputs. */
export const dataOutputs = ["TableName", "KeyArn"] as const;
export const serviceOutputs = ["Url", "EventBusName", "AuditLogGroupName", "DashboardUrl", "Settings"] as const;

export type Output = (typeof dataOutputs)[number] | (typeof serviceOutputs)[number];
