/** What a role may do although no story needs it, and why it may. Each line is `function: action [what it is limited to]`. */
export const explainedGrants: Readonly<Record<string, readonly string[]>> = {
  "CDK grants them along with SendMessage": [
    "events-publish-events",
    "events-record-activity",
    "events-notify-user",
    "scheduled-rotate-signing-keys",
  ].flatMap((step) => [`${step}: sqs:GetQueueAttributes`, `${step}: sqs:GetQueueUrl`]),
  "The row of the route table names a purpose, and not whether its key is made, which another step has done before": [
    "admin-get-user: dynamodb:PutItem KEYS#*",
    "admin-get-user: dynamodb:Query KEYS#*",
    "admin-get-user: kms:GenerateDataKey contact",
    "confirm-factor: kms:GenerateDataKey contact",
    "confirm-factor: kms:GenerateDataKey totp",
    "list-factors: dynamodb:Query KEYS#*",
    "list-factors: kms:GenerateDataKey contact",
    "login: kms:GenerateDataKey codes",
    "login: kms:GenerateDataKey limits",
    "regenerate-backup-codes: kms:GenerateDataKey codes",
    "update-factor: dynamodb:Query KEYS#*",
  ],
  "It reads the account by the query that brings the challenges too": ["confirm-factor: dynamodb:GetItem USER#*#*"],
};
