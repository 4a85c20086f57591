/** Permissions of a role that no story uses, with the reason for each. Each line is `function: action [its limit]`. */
export const explainedGrants: Readonly<Record<string, readonly string[]>> = {
  "CDK grants them along with SendMessage": ["events-record-activity", "scheduled-rotate-signing-keys"].flatMap(
    (step) => [`${step}: sqs:GetQueueAttributes`, `${step}: sqs:GetQueueUrl`],
  ),
  "No story puts a list of phones: the suite over HTTP does": [
    "admin-pre-register-phones: dynamodb:PutItem USER#*#*",
    "admin-pre-register-phones: kms:Decrypt contact",
    "admin-pre-register-phones: kms:GenerateDataKey contact",
  ],
  "It reads the account by the query that brings the challenges too": [
    "confirm-factor: dynamodb:GetItem USER#*#*",
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
