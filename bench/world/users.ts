import { createHmac, randomBytes } from "node:crypto";
import { HOTP, Secret } from "otpauth";
import { sealContact, sealFactor } from "../../shared/access/sealed-values.ts";
import { userKey } from "../../shared/identity/tokens.ts";
import { accountToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { accountKey } from "../../shared/aws/dynamodb/keys.ts";
import { backupCodeCount, digestBytes, type Account, emptyAccount } from "../../shared/account/account.ts";
import { totpStepAt } from "../../shared/account/instant.ts";
import type { AccountEvent } from "../../shared/account/events.ts";
import { newId, type Services, systemRandom } from "../../shared/runtime/services.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import type { Vault } from "../../shared/ports/vault.ts";
import { tenant } from "./issuer.ts";

export const subjectOf = (index: number): string => `user-${String(index)}`;

/** Each user's secret follows from the number, so that nobody has to remember a million of them. */
const secretOf = (index: number): Buffer => createHmac("sha1", "bench").update(String(index)).digest();

export const codeOf = (index: number, now: number): string => {
  const secret = new Secret({ buffer: new Uint8Array(secretOf(index)).buffer });
  return HOTP.generate({ secret, algorithm: "SHA1", digits: 6, counter: totpStepAt(now) });
};

/** An account as it is after some months: an authenticator app, a phone, ten backup codes, a contact, the last login's event. */
async function accountOf(vault: Vault, user: UserKey, index: number, now: number): Promise<Account> {
  const since = now - 90 * 86_400_000;
  const common = { createdAt: since, activeSince: since + 41_357 };
  const [app, phone] = [newId("fac", systemRandom), newId("fac", systemRandom)];
  return {
    ...emptyAccount,
    version: 20,
    factors: [
      {
        ...common,
        type: "totp",
        id: app,
        label: "Authenticator app",
        preferred: true,
        secret: await sealFactor(vault, user, { type: "totp", id: app }, secretOf(index)),
        lastStep: totpStepAt(now) - 1000,
      },
      {
        ...common,
        type: "sms",
        id: phone,
        label: "Phone",
        preferred: false,
        preRegistered: false,
        challenge: null,
        phone: await sealFactor(vault, user, { type: "sms", id: phone }, `+41790${String(index).padStart(6, "0")}`),
        sends: { streak: 0, nextAt: 0 },
      },
    ],
    backupCodes: {
      generatedAt: since,
      salt: randomBytes(16),
      digests: randomBytes(backupCodeCount * digestBytes),
      used: 1,
    },
    contact: await sealContact(vault, user, { email: `user-${String(index)}@example.com`, language: "en" }),
  };
}

const lastLogin = (user: UserKey, at: number): AccountEvent => ({
  id: newId("evt", systemRandom),
  at,
  actor: { role: "user", ref: user.ref },
  type: "login.succeeded",
  data: { method: "totp", backupCodesRemaining: 9, failedBefore: 0 },
});

/** The account's item, as the service would have written it. */
export async function itemOf(
  { vault, clock }: Pick<Services, "vault" | "clock">,
  index: number,
  organisation = tenant,
): Promise<Record<string, unknown>> {
  const user = await userKey(vault, { tenant: organisation, issuerId: "bench", subject: subjectOf(index) });
  const now = clock.now();
  const account = await accountOf(vault, user, index, now);
  return { ...accountKey(user), ...accountToItem(account, lastLogin(user, now - 86_400_000)) };
}
