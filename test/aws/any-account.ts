import { callerChannels } from "../../shared/account/help-desk-state.ts";
import fc from "fast-check";
import type { Account } from "../../shared/account/account.ts";
import { transports } from "../../shared/account/factor.ts";
import { idOf, now } from "./examples.ts";

const instant = fc.integer({ min: 0, max: now * 2 });
const count = fc.integer({ min: 0, max: 1000 });
const sealed = fc.uint8Array({ maxLength: 60 });
/** Ids of the usual shape, and ids that only look like it: too long, not canonical, without a prefix. */
const idLike = (prefix: string) =>
  fc.oneof(
    fc.integer({ min: 0, max: 255 }).map((first) => idOf(prefix, first)),
    fc.string(),
    fc.string().map((text) => `${prefix}_${text}`),
    fc.constantFrom("A", "B", "Q", "_", "-", "=").map((last) => `${prefix}_${"A".repeat(21)}${last}`),
  );
const factorBase = {
  id: idLike("fac"),
  label: fc.string(),
  createdAt: instant,
  activeSince: fc.option(instant),
  preferred: fc.boolean(),
};
const totps = fc.record({
  ...factorBase,
  type: fc.constant("totp" as const),
  secret: sealed,
  lastStep: fc.integer({ min: -1, max: 1e9 }),
});
const smses = fc.record({
  ...factorBase,
  type: fc.constant("sms" as const),
  phone: sealed,
  preRegistered: fc.boolean(),
  challenge: fc.option(fc.record({ id: idLike("chl"), wrongGuesses: count, used: fc.boolean() })),
  sends: fc.record({ streak: count, nextAt: instant }),
});
const passkeys = fc.record({
  ...factorBase,
  type: fc.constant("passkey" as const),
  signCount: count,
  backupEligible: fc.boolean(),
  backedUp: fc.boolean(),
  transports: fc.subarray([...transports]),
});
const factors = fc
  .tuple(fc.oneof(totps, smses, passkeys), fc.boolean())
  .map(([factor, isDisabled]) => (isDisabled ? { ...factor, disabled: true as const } : factor));
const more = fc.integer({ min: 1, max: 1000 });
const budget = fc.record(
  {
    failures: count,
    lockedUntil: instant,
    slow: fc.record({ since: instant, compared: more, extra: more }, { requiredKeys: ["since", "compared"] }),
    closing: fc.record(
      { closedAt: instant, reopenedAt: instant, onTrial: fc.boolean(), link: idLike("l") },
      { requiredKeys: ["closedAt", "reopenedAt", "onTrial"] },
    ),
  },
  { requiredKeys: ["failures", "lockedUntil"] },
);
const dayCount = fc.record({ since: instant, count });
const devices = fc.record({
  id: idLike("dev"),
  uses: count,
  lastUsedAt: instant,
  until: instant,
  label: fc.string(),
  createdAt: fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seconds) => seconds * 1000),
});
/** Any account that an item can hold. */
export const accounts: fc.Arbitrary<Account> = fc.record(
  {
    version: count,
    factors: fc.array(factors, { maxLength: 4 }),
    backupCodes: fc.option(
      fc.record({ generatedAt: instant, salt: sealed, digests: sealed, used: fc.integer({ min: 0, max: 1023 }) }),
    ),
    guesses: fc.record({
      totp: budget,
      sms: budget,
      backup_code: budget,
      enrollment: budget,
      bypass_code: budget,
      day: dayCount,
    }),
    smsDay: dayCount,
    setUpSends: fc.record({ streak: count, nextAt: instant }),
    preRegisteredPhone: fc.option(sealed),
    contact: fc.option(sealed),
    staged: fc.record({ factor: factors, changedAt: instant, until: instant }),
    changes: fc.array(fc.record({ link: idLike("l"), until: instant, froze: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
    frozenUntil: instant,
    devices: fc.array(devices, { maxLength: 4 }),
    contactMark: fc.record({ hash: fc.uint8Array({ minLength: 4, maxLength: 4 }), verified: fc.boolean() }),
    callerCheck: fc.record({
      day: dayCount,
      words: fc.option(
        fc.record({ by: fc.constantFrom(...callerChannels), mac: sealed, until: instant, wrong: count }),
      ),
    }),
    bypassCode: fc.record({ until: instant, salt: sealed, digest: sealed, used: fc.boolean() }),
    formerContacts: fc.array(fc.record({ contact: sealed, until: instant }), { minLength: 1, maxLength: 2 }),
    epoch: count,
    exemptTokenId: fc.option(idLike("").map((id) => id.slice(1))),
    passkeyLogins: count,
    firstPasskeyLogin: fc.option(instant),
  },
  {
    requiredKeys: [
      "version",
      "factors",
      "backupCodes",
      "guesses",
      "smsDay",
      "setUpSends",
      "preRegisteredPhone",
      "contact",
      "devices",
      "epoch",
      "exemptTokenId",
      "passkeyLogins",
      "firstPasskeyLogin",
    ],
  },
);
