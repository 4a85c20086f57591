import { keyContext } from "../../operate/table.ts";
import { userKey } from "../../shared/identity/tokens.ts";
import type { Account } from "../../shared/account/account.ts";
import type { Issuer } from "../harness/issuer.ts";
import type { Person } from "../harness/person.ts";
import type { RunningService } from "../harness/running-service.ts";

/** Deps of the operator's command, on the table and the KMS of a running service. */
export function operatorOf({ aws, local, clock }: RunningService) {
  const { documents, kms } = aws.clients;
  const { tableName, kmsKeyId } = local.services.settings;
  return keyContext({ clock, kms, keyArn: kmsKeyId, table: { documents, name: tableName } });
}

export async function accountOf(
  { local }: RunningService,
  issuer: Issuer,
  tenant: string,
  { email }: Person,
): Promise<Account> {
  const { accounts, vault } = local.services;
  const user = await userKey(vault, { tenant, issuerId: issuer.settings.id, subject: email });
  return (await accounts.read(user)).account;
}

/** The generations of the keys that the account's values are sealed with. */
export const generationsIn = ({ factors, contact, preRegisteredPhone }: Account) => ({
  totp: factors.flatMap((factor) => (factor.type === "totp" ? [factor.secret[2]] : [])),
  sms: factors.flatMap((factor) => (factor.type === "sms" ? [factor.phone[2]] : [])),
  contact: contact?.[2],
  preRegisteredPhone: preRegisteredPhone?.[2],
});
