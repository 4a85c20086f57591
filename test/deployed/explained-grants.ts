/** Permissions of a role that no story uses, with the reason for each. Each line is `function: action [its limit]`. */
export const explainedGrants: Readonly<Record<string, readonly string[]>> = {
  "CDK grants them along with SendMessage": ["events-record-activity", "scheduled-rotate-signing-keys"].flatMap(
    (step) => [`${step}: sqs:GetQueueAttributes`, `${step}: sqs:GetQueueUrl`],
  ),
  "The one key that proves public halves is made once, by whoever is first, and has no successor": [
    "jwks: kms:GenerateDataKey publicKeys",
    "login: kms:GenerateDataKey publicKeys",
    "scheduled-rotate-signing-keys: kms:GenerateDataKey publicKeys",
  ],
  "Who it is was put down with the first factor; only the closed set-up of a user without one is left to put down": [
    "admin-reopen-method: dynamodb:PutItem KEYS#*",
    "admin-reopen-method: kms:Decrypt subject",
    "admin-reopen-method: kms:GenerateDataKey subject",
  ],
  "It reads the account by the query that brings the challenges too": [
    "login: dynamodb:GetItem USER#*#*",
    "resend-enrollment-sms: dynamodb:GetItem USER#*#*",
    "send-sms: dynamodb:GetItem USER#*#*",
  ],
  "Limits of several partitions are read in one batch, which the count of the roles attributes to one of them": [
    "enroll-factor: dynamodb:BatchGetItem BUDGET#*",
    "enroll-factor: dynamodb:BatchGetItem LIMIT#*",
    "login: dynamodb:BatchGetItem BUDGET#*",
    "resend-enrollment-sms: dynamodb:BatchGetItem BUDGET#*",
    "resend-enrollment-sms: dynamodb:BatchGetItem LIMIT#*",
    "send-sms: dynamodb:BatchGetItem BUDGET#*",
  ],
};
