import { scrypt } from "node:crypto";
import { type BackupCodeSet, digestBytes } from "../../account/backup-codes.ts";
import { backupCodeIndex, backupCodeRandomBytes, backupCodesFrom, normalizeBackupCode } from "./rules.ts";
import type { Random } from "../../ports/clock.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import type { Instant } from "../../account/instant.ts";

const saltBytes = 16;
/** OWASP ASVS 5.0, 6.5.2: a password hash, because 55 bits are less than 112. */
const cost = { N: 2 ** 14, r: 8, p: 1 };

/** Ten new codes in the clear, to be shown once, and the set that is kept of them. */
export async function newBackupCodes(
  { vault, random }: { readonly vault: Vault; readonly random: Random },
  user: UserKey,
  generatedAt: Instant,
): Promise<{ readonly codes: readonly string[]; readonly set: BackupCodeSet }> {
  const codes = backupCodesFrom(random.bytes(backupCodeRandomBytes));
  const salt = random.bytes(saltBytes);
  const digests = await Promise.all(
    codes.map(async (code) => digest(vault, user, normalizeBackupCode(code) ?? "", salt)),
  );
  return { codes, set: { generatedAt, salt, digests: Buffer.concat(digests), used: 0 } };
}

/** Digest of a typed code in this set: one scrypt, since the first character names the code that it claims to be. */
export async function backupCodeClaim(
  vault: Vault,
  user: UserKey,
  plain: string,
  set: BackupCodeSet | null,
): Promise<{ readonly index: number; readonly digest: Uint8Array }> {
  const index = backupCodeIndex(plain);
  return { index, digest: set === null ? new Uint8Array() : await digest(vault, user, plain, set.salt) };
}

/** scrypt over a keyed hash: a stolen table alone cannot be searched (NIST SP 800-63B-4 section 3.1.2.2). The index makes each code's salt its own. */
async function digest(vault: Vault, user: UserKey, plain: string, setSalt: Uint8Array): Promise<Buffer> {
  const keyed = await vault.mac(
    { tenant: user.tenant, purpose: "codes", about: [user.ref, "backup"] },
    Buffer.from(plain),
  );
  const salt = Buffer.concat([setSalt, Buffer.from([backupCodeIndex(plain)])]);
  return new Promise((resolve, reject) => {
    scrypt(keyed, salt, digestBytes, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
