import { Aws } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { takesAccessTokens } from "../shared/account/step-up.ts";
import type { Access } from "../shared/contract/route.ts";
import type { Touches } from "../shared/contract/touches.ts";
import { approvalItem } from "../shared/aws/dynamodb/approval-store.ts";
import {
  dataKeyPartition,
  limitKey,
  noticeKey,
  reminderKey,
  signingPartition,
  tenantPartition,
  userPartition,
} from "../shared/aws/dynamodb/keys.ts";
import {
  type KeyUse,
  type Purpose,
  purposesIn,
  purposesMadeIn,
  sealingPurposes,
  serviceTenant,
} from "../shared/ports/vault.ts";

/** Resources that the permissions name. */
export interface Resources {
  readonly tableArn: string;
  readonly vaultKeyArn: string;
  /** Absent: the stage sends no e-mail. */
  /** Sender of the e-mails; absent: there are none. */
  readonly mailFrom?: string | undefined;
}

type TableAction = "BatchGetItem" | "GetItem" | "Query" | "PutItem" | "UpdateItem";
interface TableUse {
  readonly partitions: readonly string[];
  readonly actions: readonly TableAction[];
  /** The only ones that may be written. */
  readonly attributes?: readonly string[];
}

const any = "*";
const users = [userPartition({ tenant: any, ref: any })];
const tenants = [tenantPartition(any)];
const dataKeys = [dataKeyPartition(any)];
const numbers = [limitKey({ kind: "number", numberHash: any, standing: "confirmed" }, 0).pk];
const budgets = [limitKey({ kind: "tenant", tenant: any, purpose: "enrollment" }, 0).pk];
const signingKeys = [signingPartition];

/** Purposes whose keys belong to the deployment's own tenant alone. */
const ofService: readonly Purpose[] = ["limits", "signing", "publicKeys", "links"];

/** Attributes of an activity's item. */
const activityItem = ["pk", "sk", "s", "e", "ttl"];

/** Attributes of a passkey's item. */
const credentialItem = ["pk", "sk", "s", "x", "ttl"];

/** Permissions of a function, from its row of the route table. */
export const permissionsOf = (
  { access, touches }: { readonly access: Access; readonly touches: Touches },
  resources: Resources,
): readonly PolicyStatement[] => [
  ...tableStatements(tableUses(access, touches), resources),
  ...vaultStatements(readsAccessTokens(access) ? { publicKeys: "use", ...touches.vault } : touches.vault, resources),
  ...(touches.sms === "send" ? [sendSms()] : []),
  ...(touches.mail === "send" && resources.mailFrom !== undefined ? [sendMail(resources.mailFrom)] : []),
];

const readsAccessTokens = (access: Access): boolean => access !== "public" && takesAccessTokens[access];

const read = { actions: ["GetItem"] } as const;
const write = { actions: ["GetItem", "PutItem"] } as const;

function tableUses(access: Access, touches: Touches): readonly TableUse[] {
  const { account, challenges, credentials, policy, activity, approvals, limits } = touches;
  return [
    ...(account ? [{ partitions: users, ...(account === "read" ? read : write) }] : []),
    ...(challenges ? [{ partitions: users, actions: ["Query"] } as const] : []),
    ...(challenges === "write" ? [{ partitions: users, actions: ["PutItem"] } as const] : []),
    ...(credentials === "read" ? [{ partitions: users, actions: ["Query"] } as const] : []),
    ...(credentials === "write"
      ? [{ partitions: users, actions: ["PutItem"], attributes: credentialItem } as const]
      : []),
    ...(activity ? [{ partitions: users, actions: ["Query"] } as const] : []),
    ...(policy ? [{ partitions: tenants, ...(policy === "read" ? read : write) }] : []),
    ...(approvals === "list" ? [{ partitions: tenants, actions: ["Query"] } as const] : []),
    ...(approvals === "decide" ? [{ partitions: tenants, actions: ["GetItem"] } as const] : []),
    ...(approvals === "ask" || approvals === "decide"
      ? [{ partitions: tenants, actions: ["PutItem"], attributes: approvalItem } as const]
      : []),
    // Read together before a send is reserved, then claimed one by one.
    ...(limits ? [{ partitions: [...numbers, ...budgets], actions: ["BatchGetItem", "UpdateItem"] } as const] : []),
    // Functions that take an access token read its public key.
    ...(!readsAccessTokens(access) ? [] : [{ partitions: signingKeys, actions: ["Query"] } as const]),
    ...(touches.signingKeys ? [{ partitions: signingKeys, actions: ["Query", "PutItem"] } as const] : []),
  ];
}

/** One statement per kind of partition, and one per kind of item whose attributes are named. */
function tableStatements(uses: readonly TableUse[], { tableArn }: Resources): readonly PolicyStatement[] {
  const whole = uses.filter(({ attributes }) => attributes === undefined);
  const actionsOn = (some: TableUse["partitions"]): readonly TableAction[] =>
    whole.filter(({ partitions }) => partitions === some).flatMap(({ actions }) => actions);
  return [
    ...[...new Set(whole.map(({ partitions }) => partitions))].map((partitions) =>
      onItems(tableArn, partitions, [...new Set(actionsOn(partitions))].toSorted()),
    ),
    ...uses.flatMap(({ partitions, actions, attributes }) =>
      attributes === undefined ? [] : [onItems(tableArn, partitions, actions, attributes)],
    ),
  ];
}

const onItems = (
  tableArn: string,
  partitions: readonly string[],
  actions: readonly TableAction[],
  attributes?: readonly string[],
): PolicyStatement =>
  new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [tableArn],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions },
      ...(attributes && { "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes } }),
      // `ForAllValues` holds for a request without the key too.
      Null: { "dynamodb:LeadingKeys": "false", ...(attributes && { "dynamodb:Attributes": "false" }) },
    },
  });

/** Reads data keys, and adds those that the function makes where there are none. */
function vaultStatements(uses: KeyUse, { tableArn, vaultKeyArn }: Resources): readonly PolicyStatement[] {
  const [used, made] = [purposesIn(uses), purposesMadeIn(uses)];
  if (used.length === 0) return [];
  // Sealing looks for the newest; whoever finds no key looks whether others prove that there was one.
  const looks = made.length > 0 || used.some((purpose) => purpose === "identity" || isSealing(purpose));
  return [
    onItems(tableArn, partitionsOf(used), ["GetItem", ...(looks ? (["Query"] as const) : [])]),
    ...(made.length > 0 ? [onItems(tableArn, partitionsOf(made), ["PutItem"])] : []),
    ...useKeys(vaultKeyArn, "kms:Decrypt", used),
    ...useKeys(vaultKeyArn, "kms:GenerateDataKey", made),
  ];
}

const isSealing = (purpose: Purpose): boolean => sealingPurposes.some((one) => one === purpose);

const partitionsOf = (purposes: readonly Purpose[]): readonly string[] =>
  purposes.every((purpose) => ofService.includes(purpose)) ? [dataKeyPartition(serviceTenant)] : dataKeys;

/** The tenants' keys by their purposes, and the deployment's own under its own name. */
const useKeys = (keyArn: string, action: string, purposes: readonly Purpose[]): readonly PolicyStatement[] => {
  const others = purposes.filter((purpose) => !ofService.includes(purpose));
  const own = purposes.filter((purpose) => ofService.includes(purpose));
  return [
    ...(others.length > 0 ? [useKey(keyArn, [action], { "kms:EncryptionContext:purpose": others })] : []),
    ...(own.length > 0
      ? [
          useKey(keyArn, [action], {
            "kms:EncryptionContext:purpose": own,
            "kms:EncryptionContext:tenant": serviceTenant,
          }),
        ]
      : []),
  ];
};

const useKey = (keyArn: string, actions: string[], StringEquals: Readonly<Record<string, unknown>>): PolicyStatement =>
  new PolicyStatement({
    actions,
    resources: [keyArn],
    conditions: { StringEquals },
  });

/** Phone numbers are no resources of SNS. The statement allows `*` and refuses every topic. */
const sendSms = (): PolicyStatement =>
  new PolicyStatement({ actions: ["sns:Publish"], notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`] });

/** Writes the activity of users and tenants. */
export const recordActivities = ({ tableArn }: Pick<Resources, "tableArn">): PolicyStatement =>
  onItems(tableArn, [...users, ...tenants], ["PutItem"], activityItem);

/** Writes lines of the audit log, and reads none. */
export const writeAuditLines = (streamArn: string): PolicyStatement =>
  new PolicyStatement({ actions: ["logs:PutLogEvents"], resources: [streamArn] });

const reminders = [reminderKey({ user: { tenant: any, ref: any }, at: 0, kind: "end" }).pk.replace(/#.*/, "#*")];

/**
 * Tells users of recoveries: in the account when they were told, by links that end one, and at later times. `mailsCodes`: the second code
 * is mailed too.
 */
export const notifyOfRecoveries = (
  resources: Resources,
  { mailsCodes }: { readonly mailsCodes: boolean },
): readonly PolicyStatement[] => [
  onItems(resources.tableArn, users, ["GetItem", "PutItem"]),
  onItems(resources.tableArn, tenants, ["GetItem"]),
  onItems(resources.tableArn, reminders, ["PutItem", "Query"]),
  ...vaultStatements({ contact: "use", links: "make", ...(mailsCodes && { codes: "use" }) }, resources),
  sendSms(),
];

/** Claims notices before they are sent. */
export const writeNotices = ({ tableArn }: Resources): PolicyStatement =>
  onItems(tableArn, [noticeKey({ eventId: any, to: "known" }).pk], ["GetItem", "PutItem"]);

/**
 * Sends from this address only. The resources are open, since SES asks for more than the sender's identity: for the default configuration
 * set of that identity, and in the sandbox for the identity of the recipient.
 */
export const sendMail = (from: string): PolicyStatement =>
  new PolicyStatement({
    actions: ["ses:SendEmail"],
    resources: ["identity", "configuration-set"].map(
      (kind) => `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:${kind}/*`,
    ),
    conditions: { StringEquals: { "ses:FromAddress": from } },
  });

export const putEvents = (busArn: string): PolicyStatement =>
  new PolicyStatement({ actions: ["events:PutEvents"], resources: [busArn] });
