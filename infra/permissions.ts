import { Aws } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { takesAccessTokens } from "../shared/account/step-up.ts";
import { putFeedback, sendSms, type SmsResources, tellsOfDelivery } from "./sms-permissions.ts";
import type { Access, Touches } from "../shared/contract/route.ts";
import { approvalItem } from "../shared/aws/dynamodb/approval-store.ts";
import {
  dataKeyPartition,
  limitKey,
  messageKey,
  noticeKey,
  reminderKey,
  signingPartition,
  tenantPartition,
  trafficPartition,
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
  /** Sender of the e-mails; absent: there are none. */
  readonly mailFrom?: string | undefined;
  readonly sms: SmsResources;
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
const traffics = [trafficPartition(any)];
const messages = [messageKey(any).pk];
const trafficActions = {
  read: ["BatchGetItem", "GetItem"],
  list: ["GetItem", "Query"],
  write: ["GetItem", "PutItem", "Query"],
} as const satisfies Record<NonNullable<Touches["traffic"]>, readonly TableAction[]>;

/** Purposes whose keys belong to the deployment's own tenant alone. */
const ofService: readonly Purpose[] = ["limits", "signing", "publicKeys", "links"];

/** Attributes of an activity's item. */
const activityItem = ["pk", "sk", "s", "e", "ttl", "w"];

/** Attributes of the item that names an admin. */
const nameItem = ["pk", "sk", "s", "name"];

/** Attributes of a passkey's item. */
const credentialItem = ["pk", "sk", "s", "x", "ttl"];

/** Permissions of a function, from its row of the route table. */
export const permissionsOf = (
  { access, touches }: { readonly access: Access; readonly touches: Touches },
  resources: Resources,
): readonly PolicyStatement[] => [
  ...tableStatements(tableUses(access, touches), resources),
  ...vaultStatements(readsAccessTokens(access) ? { publicKeys: "use", ...touches.vault } : touches.vault, resources),
  ...(touches.mail === "send" && resources.mailFrom !== undefined ? [sendMail(resources.mailFrom)] : []),
  ...(touches.sms === "send" ? sendSms(resources.sms) : []),
  ...(touches.sms === "send" && tellsOfDelivery(resources.sms) ? [putMessages(resources)] : []),
];

const readsAccessTokens = (access: Access): boolean => access !== "public" && takesAccessTokens[access];

const read = { actions: ["GetItem"] } as const;
const write = { actions: ["GetItem", "PutItem"] } as const;

function tableUses(access: Access, touches: Touches): readonly TableUse[] {
  const { account, challenges, credentials, policy, activity, approvals, limits, traffic, people, actor } = touches;
  return [
    ...(account ? [{ partitions: users, ...(account === "read" ? read : write) }] : []),
    ...(challenges ? [{ partitions: users, actions: ["Query"] } as const] : []),
    ...(challenges === "write" ? [{ partitions: users, actions: ["PutItem"] } as const] : []),
    ...(credentials === "read" ? [{ partitions: users, actions: ["Query"] } as const] : []),
    ...(credentials === "write"
      ? [{ partitions: users, actions: ["PutItem"], attributes: credentialItem } as const]
      : []),
    // Asked again in the same words, an act waits once.
    ...(approvals === "list" || approvals === "ask" ? [{ partitions: tenants, actions: ["Query"] } as const] : []),
    ...(approvals === "decide" ? [{ partitions: tenants, actions: ["GetItem"] } as const] : []),
    ...(approvals === "ask" || approvals === "decide"
      ? [{ partitions: tenants, actions: ["PutItem"], attributes: approvalItem } as const]
      : []),
    ...(activity === "read" ? [{ partitions: users, actions: ["Query"] } as const] : []),
    ...(activity === "organisation" || policy === "history"
      ? [{ partitions: tenants, actions: ["Query"] } as const]
      : []),
    ...(people ? [{ partitions: users, actions: ["BatchGetItem"] } as const] : []),
    ...(actor ? [{ partitions: users, actions: ["PutItem"], attributes: nameItem } as const] : []),
    ...(policy ? [{ partitions: tenants, ...(policy === "write" ? write : read) }] : []),
    // Read together before a send is reserved, then claimed one by one.
    ...(limits ? [{ partitions: [...numbers, ...budgets], actions: ["BatchGetItem", "UpdateItem"] } as const] : []),
    ...(traffic ? [{ partitions: traffics, actions: trafficActions[traffic] } as const] : []),
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

/** KMS wraps the deployment's own key of each purpose, and that wraps the tenants'. */
const useKeys = (keyArn: string, action: string, purposes: readonly Purpose[]): readonly PolicyStatement[] =>
  purposes.length === 0
    ? []
    : [
        useKey(keyArn, [action], {
          "kms:EncryptionContext:purpose": purposes,
          "kms:EncryptionContext:tenant": serviceTenant,
        }),
      ];

const useKey = (keyArn: string, actions: string[], StringEquals: Readonly<Record<string, unknown>>): PolicyStatement =>
  new PolicyStatement({ actions, resources: [keyArn], conditions: { StringEquals } });

/** Finds the messages of a user's phones, and tells the provider which came back. */
export const feedBack = ({ tableArn }: Resources): readonly PolicyStatement[] => [
  onItems(tableArn, users, ["Query"]),
  putFeedback(),
];

/** The provider names a message by its id alone: only then is it put into the table whose it is. */
const putMessages = ({ tableArn }: Resources): PolicyStatement => onItems(tableArn, messages, ["PutItem"]);

/** Counts what users' SMS did, and looks at the organisation's budget. */
export const countSms = ({ tableArn }: Resources): readonly PolicyStatement[] => [
  onItems(tableArn, traffics, ["GetItem", "PutItem", "UpdateItem"]),
  onItems(tableArn, tenants, ["GetItem"]),
];

/** Finds the user of a message, and notes what became of it. */
export const noteDeliveries = ({ tableArn }: Resources): readonly PolicyStatement[] => [
  onItems(tableArn, messages, ["GetItem"]),
  onItems(tableArn, users, ["GetItem", "PutItem", "Query"]),
];

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
  ...sendSms(resources.sms),
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
