/**
 * Permissions of what no deployed story plays in full: the help desk, a second person, recovery, undo, rehearsals, and the watch on SMS.
 * test/infra/permissions.test.ts writes their roles down, and permissions-suffice.test.ts lives with the service within them.
 */
const text = `
admin-approve: dynamodb:BatchGetItem USER#*#*; dynamodb:PutItem TENANT#*; dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt approvals; kms:Decrypt codes; kms:Decrypt contact; kms:Decrypt subject; kms:GenerateDataKey codes; kms:GenerateDataKey contact; kms:GenerateDataKey identity; kms:GenerateDataKey subject
admin-approve-recovery: dynamodb:PutItem KEYS#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt subject; kms:GenerateDataKey subject
admin-check-caller: dynamodb:BatchGetItem BUDGET#*; dynamodb:BatchGetItem LIMIT#*; dynamodb:PutItem KEYS#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; dynamodb:UpdateItem BUDGET#*; dynamodb:UpdateItem LIMIT#*; kms:Decrypt codes; kms:Decrypt contact; kms:Decrypt limits; kms:Decrypt subject; kms:GenerateDataKey codes; kms:GenerateDataKey limits; kms:GenerateDataKey subject; ses:SendEmail; sns:Publish
admin-confirm-caller: dynamodb:PutItem KEYS#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt codes; kms:Decrypt subject; kms:GenerateDataKey subject
admin-drop-approval: dynamodb:PutItem KEYS#*; dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#*; kms:Decrypt approvals; kms:Decrypt subject; kms:GenerateDataKey subject
admin-end-devices: dynamodb:PutItem KEYS#*; dynamodb:PutItem USER#*#*; kms:Decrypt subject; kms:GenerateDataKey subject
admin-end-user-devices: dynamodb:PutItem USER#*#*
admin-get-policy: dynamodb:BatchGetItem USER#*#*; kms:Decrypt subject
admin-issue-bypass-code: dynamodb:PutItem KEYS#*; dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:Decrypt codes; kms:Decrypt subject; kms:GenerateDataKey approvals; kms:GenerateDataKey codes; kms:GenerateDataKey subject
admin-lift-sms-breaker: dynamodb:GetItem TRAFFIC#*; dynamodb:PutItem KEYS#*; dynamodb:PutItem TRAFFIC#*; dynamodb:PutItem USER#*#*; kms:Decrypt subject; kms:GenerateDataKey subject
admin-list-activity: dynamodb:BatchGetItem USER#*#*; kms:Decrypt subject
admin-list-approvals: kms:Decrypt approvals
admin-list-policy-history: dynamodb:BatchGetItem USER#*#*; kms:Decrypt subject
admin-pre-register-phone: dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#* (twice); dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:GenerateDataKey approvals
admin-pre-register-phones: dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#* (twice); dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:GenerateDataKey approvals
admin-put-policy: dynamodb:PutItem KEYS#*; dynamodb:PutItem TENANT#*; dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:GenerateDataKey approvals; kms:GenerateDataKey subject
admin-refuse-recovery: dynamodb:PutItem KEYS#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt subject; kms:GenerateDataKey subject
admin-rehearse: dynamodb:BatchGetItem USER#*#*; kms:Decrypt contact
admin-remove-phone: dynamodb:PutItem KEYS#*; dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#*; dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:GenerateDataKey approvals; kms:GenerateDataKey subject
admin-reopen-method: dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#* (twice); dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:GenerateDataKey approvals
admin-reset-user: dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#* (twice); dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:GenerateDataKey approvals
admin-set-requirement: dynamodb:PutItem TENANT#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; dynamodb:Query TENANT#*; kms:Decrypt approvals; kms:Decrypt subject; kms:GenerateDataKey approvals; kms:GenerateDataKey identity; kms:GenerateDataKey subject
ask-recovery: dynamodb:GetItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt codes; kms:Decrypt contact; kms:Decrypt identity; ses:SendEmail
cancel-own-recovery: dynamodb:GetItem USER#*#*; dynamodb:PutItem USER#*#*; dynamodb:Query SIGNING; kms:Decrypt identity; kms:Decrypt publicKeys
cancel-recovery: dynamodb:GetItem KEYS#~service; dynamodb:GetItem TENANT#*; dynamodb:GetItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt links
complete-recovery: dynamodb:BatchGetItem BUDGET#*; dynamodb:BatchGetItem LIMIT#*; dynamodb:BatchGetItem TRAFFIC#*; dynamodb:GetItem TENANT#*; dynamodb:GetItem TRAFFIC#*; dynamodb:GetItem USER#*#*; dynamodb:PutItem KEYS#*; dynamodb:PutItem USER#*#*; dynamodb:Query USER#*#*; dynamodb:UpdateItem BUDGET#*; dynamodb:UpdateItem LIMIT#*; kms:Decrypt codes; kms:Decrypt contact; kms:Decrypt identity; kms:Decrypt limits; kms:Decrypt passkey; kms:Decrypt totp; kms:GenerateDataKey contact; kms:GenerateDataKey limits; kms:GenerateDataKey totp; sns:Publish
confirm-recovery: dynamodb:GetItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt codes; kms:Decrypt identity
enroll-factor: dynamodb:GetItem TRAFFIC#*
events-notify-user: dynamodb:GetItem USER#*#*; dynamodb:PutItem RECOVERY#*; dynamodb:PutItem USER#*#*; dynamodb:Query RECOVERY#*; sns:Publish
freeze: dynamodb:GetItem KEYS#~service; dynamodb:GetItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt links
get-recovery: dynamodb:GetItem USER#*#*; kms:Decrypt contact; kms:Decrypt identity
login: dynamodb:BatchGetItem TRAFFIC#*; dynamodb:GetItem TRAFFIC#*; kms:Decrypt links; kms:GenerateDataKey links
read-link: dynamodb:GetItem KEYS#*; dynamodb:GetItem TENANT#*; dynamodb:GetItem USER#*#*; dynamodb:Query KEYS#*; kms:Decrypt contact; kms:Decrypt links
reopen-method: dynamodb:GetItem KEYS#~service; dynamodb:GetItem USER#*#*; dynamodb:PutItem USER#*#*; kms:Decrypt links
resend-enrollment-sms: dynamodb:GetItem TRAFFIC#*
scheduled-remind-of-recoveries: dynamodb:GetItem KEYS#*; dynamodb:GetItem NOTICE#*; dynamodb:GetItem TENANT#*; dynamodb:GetItem USER#*#*; dynamodb:PutItem KEYS#~service; dynamodb:PutItem NOTICE#*; dynamodb:PutItem RECOVERY#*; dynamodb:PutItem USER#*#*; dynamodb:Query KEYS#*; kms:Decrypt codes; kms:Decrypt contact; kms:Decrypt links; kms:GenerateDataKey links; ses:SendEmail; sns:Publish; sqs:GetQueueAttributes; sqs:GetQueueUrl; sqs:SendMessage
send-sms: dynamodb:BatchGetItem TRAFFIC#*; dynamodb:GetItem TRAFFIC#*
sms-delivery: dynamodb:GetItem USER#*#*; dynamodb:Query SIGNING; dynamodb:Query USER#*#*; kms:Decrypt identity; kms:Decrypt publicKeys
undo-change: dynamodb:BatchGetItem BUDGET#*; dynamodb:BatchGetItem LIMIT#*; dynamodb:BatchGetItem TRAFFIC#*; dynamodb:GetItem TENANT#*; dynamodb:GetItem TRAFFIC#*; dynamodb:GetItem USER#*#*; dynamodb:PutItem USER#*#*; dynamodb:PutItem USER#*#*; dynamodb:Query USER#*#*; dynamodb:UpdateItem BUDGET#*; dynamodb:UpdateItem LIMIT#*; kms:Decrypt codes; kms:Decrypt contact; kms:Decrypt identity; kms:Decrypt limits; kms:Decrypt links; kms:Decrypt passkey; kms:Decrypt totp; sns:Publish
`;

export const unplayedGrants: readonly string[] = text
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [step = "", grants = ""] = line.split(/: (.*)/);
    return grants.split("; ").map((grant) => `${step}: ${grant}`);
  });
