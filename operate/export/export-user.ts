import { openContact, openFactor, openPhone, openPreRegisteredPhone } from "../../shared/access/sealed-values.ts"; // prettier-ignore
import { type Account, activeFactors } from "../../shared/account/account.ts";
import { isKnown, type KnownFactor } from "../../shared/account/factor.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { credentialFromItem } from "../../shared/aws/dynamodb/account-store.ts";
import { isCredentialKey, userPartition } from "../../shared/aws/dynamodb/keys.ts";
import { userHandleOf } from "../../shared/factors/passkey/challenge.ts";
import { openCredential } from "../../shared/factors/passkey/credential.ts";
import { coseKeyOf } from "../../shared/factors/passkey/registration.ts";
import { totpSecretText } from "../../shared/factors/totp/rules.ts";
import type { SealedCredential, UserKey } from "../../shared/ports/stores.ts";
import type { TrustedIssuer } from "../../shared/settings/issuer.ts";
import type { OwnFactor, OwnUser } from "../own-format.ts";
import type { TableContext } from "../table.ts";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** The part of a user that goes along: all that another system can use. Backup codes and locks stay. */
export async function exportedUser(
  context: TableContext,
  user: UserKey,
  account: Account,
  of: { readonly userId: string; readonly issuer: TrustedIssuer | undefined; readonly names: boolean },
): Promise<OwnUser> {
  const { vault } = context;
  const active = activeFactors(account).filter(isKnown);
  const factors = await Promise.all(active.map(async (factor) => exportedFactor(context, user, factor, of.issuer)));
  return {
    userId: of.userId,
    ...(of.names && of.issuer && { issuer: of.issuer.id }),
    factors: factors.flatMap((factor) => factor ?? []),
    preRegisteredPhone: await openPreRegisteredPhone(vault, user, account),
    contact: await openContact(vault, user, account),
  };
}

/** Null: a passkey whose item is missing, or whose site nobody knows. */
async function exportedFactor(
  { vault, table }: TableContext,
  user: UserKey,
  factor: KnownFactor,
  issuer: TrustedIssuer | undefined,
): Promise<OwnFactor | null> {
  const { label, preferred, createdAt } = factor;
  const base = { label, createdAt: isoTime(createdAt), preferred };
  switch (factor.type) {
    case "totp": {
      const secret = totpSecretText(await openFactor(vault, user, factor));
      return { type: "totp", ...base, secret, lastStep: factor.lastStep };
    }
    case "sms":
      return {
        type: "sms",
        ...base,
        phoneNumber: await openPhone(vault, user, factor),
        preRegistered: factor.preRegistered,
      };
    case "passkey": {
      const item = (await credentialsOf(table, user)).find(({ factorId }) => factorId === factor.id);
      const rpId = issuer?.webauthn?.rpId;
      if (item === undefined || rpId === undefined) return null;
      const credential = await openCredential(vault, user, item);
      const { userHandleHash } = credential;
      return {
        type: "passkey",
        ...base,
        rpId,
        credentialId: text(credential.id),
        alg: credential.algorithm,
        publicKey: text(coseKeyOf(credential)),
        aaguid: Buffer.from(credential.aaguid)
          .toString("hex")
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
        signCount: factor.signCount,
        ...(factor.isUnseen !== true && { backupEligible: factor.backupEligible }),
        transports: [...factor.transports],
        ...(userHandleHash
          ? { userHandleHash: text(userHandleHash) }
          : { userHandle: text(await userHandleOf(vault, user)) }),
      };
    }
  }
}

async function credentialsOf(table: TableContext["table"], user: UserKey): Promise<readonly SealedCredential[]> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :credentials)",
      ExpressionAttributeValues: { ":pk": userPartition(user), ":credentials": "CREDENTIAL#" },
      ConsistentRead: true,
    }),
  );
  return Items.filter(isCredentialKey).flatMap((item) => credentialFromItem(item) ?? []);
}
