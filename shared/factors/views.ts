import {
  type Account,
  activeFactors,
  type BackupCodeSet,
  type NamedContact,
  preferredFactor,
  remainingBackupCodes,
  type Staged,
} from "../account/account.ts";
import { type AccountAccess, withHeldRole, withPrepared } from "../access/account-access.ts";
import { type Confirmed, factorToConfirm, pendingUntil, withFirstFactor } from "../account/enroll.ts";
import { type At, type Outcome, type Refusal, refuse } from "../account/decision.ts";
import { type Factor, isActive, isOf } from "../account/factor.ts";
import { isoTime } from "../account/instant.ts";
import { openPreRegisteredPhone } from "../access/sealed-values.ts";
import type { SealedCredential, UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";
import { confirmerOf, show } from "./index.ts";
import { maskPhone } from "./sms/send-code.ts";
import type { Services } from "../runtime/services.ts";
import { newBackupCodes } from "./backup-codes/rules.ts";
import type { ConfirmationProofs, Prover } from "./flow.ts";
import type { SignedTokens } from "../identity/caller.ts";

/** The account as the API shows it: times in ISO 8601, phone numbers masked, no secrets. */

export async function factorView(
  vault: Vault,
  user: UserKey,
  account: Account,
  factor: Factor,
  { rules }: Pick<At, "rules">,
  credentials: readonly SealedCredential[] | null = null,
) {
  const pending = !isActive(factor);
  return {
    id: factor.id,
    type: factor.type,
    label: factor.label,
    status: pending ? ("pending" as const) : ("active" as const),
    preferred: preferredFactor(account)?.id === factor.id,
    createdAt: isoTime(factor.createdAt),
    ...(await show(vault, user, factor, credentials)),
    ...(pending ? { expiresAt: isoTime(pendingUntil(factor, rules)) } : {}),
  };
}

/** Active factors and those that can still be confirmed. */
export const factorViews = async (
  vault: Vault,
  user: UserKey,
  { account, credentials }: { readonly account: Account; readonly credentials?: readonly SealedCredential[] },
  at: At,
) =>
  Promise.all(
    account.factors
      .filter((factor) => isActive(factor) || pendingUntil(factor, at.rules) > at.now)
      .map(async (factor) => factorView(vault, user, account, factor, at, credentials ?? null)),
  );

/** The factors that a login may choose from; `refusesCodes`: passkeys alone. A passkey says nothing of itself here. */
export const offeredFactors = async (
  vault: Vault,
  user: UserKey,
  account: Account,
  { offers, refusesCodes }: { readonly offers: (factor: Factor) => boolean; readonly refusesCodes: boolean },
) =>
  Promise.all(
    activeFactors(account)
      .filter((factor) => !refusesCodes || offers(factor))
      .map(async (factor) => {
        const { phoneNumber } = await show(vault, user, factor, null);
        return {
          id: factor.id,
          type: factor.type,
          label: factor.label,
          ...(phoneNumber !== undefined && { phoneNumber }),
          preferred: preferredFactor(account, offers)?.id === factor.id,
        };
      }),
  );

export const backupCodesView = (set: BackupCodeSet | null) =>
  set && { remaining: remainingBackupCodes(set), generatedAt: isoTime(set.generatedAt) };

export async function maskedPreRegisteredPhone(vault: Vault, user: UserKey, account: Account): Promise<string | null> {
  const phone = await openPreRegisteredPhone(vault, user, account);
  return phone && maskPhone(phone);
}

interface Confirmation extends Omit<Prover, "user"> {
  readonly factorId: string;
  readonly proofs: Partial<{ readonly [F in keyof ConfirmationProofs]: ConfirmationProofs[F] | undefined }>;
  readonly label: string | undefined;
  /** The caller has power over others. */
  readonly isHeld: boolean;
  /** Made for a user's first factor only. */
  readonly contact: (account: Account) => Promise<NamedContact | null>;
  /** Signs what a user's first factor earns. */
  readonly sign: (first: Pick<Confirmed, "factor" | "epoch" | "userVerified">) => Promise<SignedTokens>;
}

interface Prepared {
  readonly view: Awaited<ReturnType<typeof factorView>>;
  readonly tokens: SignedTokens | null;
}

/**
 * Confirms a pending factor; with the user's first one the backup codes are made and the contact is renewed in the same write.
 * Everything that the answer needs is made before it: after it nothing may fail.
 */
export async function confirmFactor(
  services: Services,
  account: AccountAccess,
  { factorId, proofs, label, contact, isHeld, sign, ...context }: Confirmation,
  at: At,
): Promise<Outcome<Confirmed & Prepared & { readonly backupCodes: readonly string[] }>> {
  const prepare = async ({ account: confirmed, provider, ...done }: Confirmed): Promise<Prepared> => ({
    view: {
      ...(await factorView(services.vault, account.user, confirmed, done.factor, at)),
      ...(provider !== undefined && { provider }),
    },
    tokens: done.first ? await sign(done) : null,
  });
  let made: Awaited<ReturnType<typeof newBackupCodes>> | undefined;
  let tried: Outcome<Confirmed & Prepared> | undefined;
  const outcome = await account.change<Confirmed & Prepared>(async (state) => {
    // The write landed, its answer got lost, and another write came after it: else nobody would ever see these codes.
    if (made !== undefined && tried !== undefined && holds(state.account, made.set)) return { outcome: tried };
    const pending = factorToConfirm(state.account, factorId, at);
    if (!pending.ok) return refuse(pending.refusal);
    const { factor } = pending;
    const confirmer = confirmerOf(factor);
    const proof = proofs[confirmer.field];
    if (proof === undefined) return refuse(missing(confirmer.field));
    const confirmation = { factor, proof, label, policy: await context.policy() };
    const prover = { ...context, user: account.user };
    const decision = await confirmer.confirm(services, prover, state, confirmation, at);
    if (!decision.outcome.ok || !decision.outcome.first) return withPrepared(decision, prepare);
    made ??= await newBackupCodes(services, account.user, at.now);
    await account.putWho();
    const first = withFirstFactor(decision, { backupCodes: made.set, contact: await contact(state.account) }, at);
    const prepared = await withPrepared(withHeldRole(first, isHeld), prepare);
    tried = prepared.outcome;
    return prepared;
  }, true);
  return outcome.ok ? { ...outcome, backupCodes: made?.codes ?? [] } : outcome;
}

const missing = (path: keyof ConfirmationProofs): Refusal => ({
  code: "invalid_request",
  errors: [{ path, message: "This factor is confirmed by this field" }],
});

/** Each set has a salt of its own. */
const holds = ({ backupCodes }: Account, { salt }: BackupCodeSet): boolean =>
  backupCodes !== null && Buffer.from(salt).equals(backupCodes.salt);

/**
 * Ends the credentials of removed passkeys, and keeps that of a staged one for a while. Never throws: one that is left is a public key
 * that nothing names.
 */
export async function leaveCredentials(
  { credentials, clock }: Pick<Services, "credentials" | "clock">,
  user: UserKey,
  { gone, staged }: { readonly gone: readonly Factor[]; readonly staged: Staged | null },
): Promise<void> {
  await Promise.allSettled([
    ...gone.filter(isOf("passkey")).map(async ({ id }) => credentials.end(user, id, clock.now())),
    ...(staged && isOf("passkey")(staged.factor) ? [credentials.keep(user, staged.factor.id, staged.until)] : []),
  ]);
}
