import { unplayedGrants } from "./unplayed-grants.ts";

/** Permissions of a role that no story uses, with the reason for each. Each line is `function: action [its limit]`. */
export const explainedGrants: Readonly<Record<string, readonly string[]>> = {
  "No story of a deployed stage plays it in full": unplayedGrants,
  "CDK grants them along with SendMessage": ["scheduled-rotate-signing-keys"].flatMap((step) => [
    `${step}: sqs:GetQueueAttributes`,
    `${step}: sqs:GetQueueUrl`,
  ]),
  "The deployment's own key of a purpose is made once, by whoever is the first to make a tenant's": [
    ...["identity", "subject"].map((purpose) => `admin-pre-register-phone: kms:GenerateDataKey ${purpose}`),
    ...["contact", "identity", "subject"].map((purpose) => `admin-pre-register-phones: kms:GenerateDataKey ${purpose}`),
    "admin-reset-user: kms:GenerateDataKey subject",
    "enroll-factor: kms:GenerateDataKey codes",
    "login: kms:GenerateDataKey identity",
    "verify: kms:GenerateDataKey contact",
  ],
  "The one key that proves public halves is made once, by whoever is first, and has no successor": [
    "jwks: kms:GenerateDataKey publicKeys",
    "login: kms:GenerateDataKey publicKeys",
    "scheduled-rotate-signing-keys: kms:GenerateDataKey publicKeys",
  ],
  "Who it is was put down with the first factor; only the closed set-up of a user without one is left to put down": [
    "admin-reopen-method: dynamodb:PutItem KEYS#*",
    "admin-reopen-method: kms:GenerateDataKey subject",
  ],
  "It reads the account by the query that brings the challenges too": [
    "list-factors: dynamodb:GetItem USER#*#*",
    "resend-enrollment-sms: dynamodb:GetItem USER#*#*",
    "send-sms: dynamodb:GetItem USER#*#*",
  ],
  "No story of a deployed stage has a passkey: the suites over HTTP and in the browser do": [
    "admin-reset-user: dynamodb:PutItem USER#*#*",
    "confirm-factor: dynamodb:PutItem USER#*#*",
    "confirm-factor: kms:Decrypt passkey",
    "confirm-factor: kms:GenerateDataKey passkey",
    "disable: dynamodb:PutItem USER#*#*",
    "enroll-factor: kms:Decrypt passkey",
    "list-factors: kms:Decrypt passkey",
    "login: kms:Decrypt passkey",
    "remove-factor: dynamodb:PutItem USER#*#*",
    "verify: kms:Decrypt passkey",
  ],
  "No story of a deployed stage remembers a device: the suite over HTTP does": [
    "admin-end-devices: dynamodb:PutItem TENANT#*",
    "admin-end-user-devices: dynamodb:PutItem KEYS#*",
    "admin-end-user-devices: dynamodb:PutItem USER#*#*",
    "admin-end-user-devices: kms:Decrypt subject",
    "admin-end-user-devices: kms:GenerateDataKey subject",
    ...["end-device", "end-devices"].map((step) => `${step}: dynamodb:PutItem USER#*#*`),
    ...["end-device", "end-devices", "list-devices"].flatMap((step) => [
      `${step}: dynamodb:GetItem USER#*#*`,
      `${step}: dynamodb:Query SIGNING`,
      `${step}: kms:Decrypt identity`,
      `${step}: kms:Decrypt publicKeys`,
    ]),
    "verify: dynamodb:GetItem TENANT#*",
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
