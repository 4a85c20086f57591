import { worldOf } from "../../operate/rotate/world.ts";
import { userKey } from "../../shared/identity/user-key.ts";
import type { Clients } from "../../shared/aws/clients.ts";
import type { Account } from "../../shared/account/account.ts";
import type { Issuer } from "../harness/issuer.ts";
import type { Person } from "../harness/person.ts";
import type { RunningService } from "../harness/running-service.ts";

/** Keeps the clients that a running service works with. */
export function keptClients() {
  let kept: Clients | undefined;
  return {
    wrap: (clients: Clients): Clients => (kept = clients),
    get: (): Clients => {
      if (!kept) throw new Error("The service has not started");
      return kept;
    },
  };
}

/** What the operator's command works with, on the table and the KMS of a running service. */
export function operatorOf({ local, clock }: RunningService, { documents, kms }: Clients) {
  const { tableName, kmsKeyId } = local.services.settings;
  return worldOf({ clock, kms, keyArn: kmsKeyId, table: { documents, name: tableName } });
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
