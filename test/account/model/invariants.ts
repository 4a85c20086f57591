import assert from "node:assert/strict";
import { type Account, activeFactors, activeOf, isEnabled, isUsed } from "../../../shared/account/account.ts";
import type { EventDraft } from "../../../shared/account/events.ts";
import { expectSoundDevices } from "./known-devices.ts";
import { expectCatalogued, expectSame } from "../expectations.ts";

/** Invariants of every account, by whichever way it came about. */
export function expectSound(account: Account): void {
  assert.equal(isEnabled(account), activeFactors(account).length > 0);
  assert.equal(account.backupCodes !== null, isEnabled(account));
  assert.ok(activeOf(account, "totp").length <= 5);
  assert.ok(activeOf(account, "sms").length <= 2);
  const pending = account.factors.filter(({ activeSince }) => activeSince === null);
  assert.equal(new Set(pending.map(({ type }) => type)).size, pending.length);
  assert.equal(new Set(account.factors.map(({ id }) => id)).size, account.factors.length);
  assert.ok(account.factors.every(({ disabled, activeSince }) => disabled !== true || activeSince !== null));
  const preferred = account.factors.filter((factor) => factor.preferred);
  assert.ok(preferred.length <= 1);
  assert.equal(
    preferred.every(({ activeSince }) => activeSince !== null),
    true,
  );
  assert.ok(account.guesses.day.count <= 50);
  assert.ok(account.smsDay.count <= 10);
  expectSoundDevices(account, isEnabled(account));
}

const endsAllProofs = new Set(["two_factor.disabled", "account.reset"]);

/** Invariants of every write. An abandoned set-up is the only change without an event; its waits stay. */
export function expectLawful(before: Account, after: Account, event: EventDraft | undefined): void {
  if (event) expectCatalogued(event);
  else {
    const kept = { ...before, factors: activeFactors(before), setUpSends: after.setUpSends };
    expectSame({ ...after, factors: activeFactors(after) }, kept);
  }
  assert.equal(after.version, before.version);
  assert.equal(after.epoch, before.epoch + (event && endsAllProofs.has(event.type) ? 1 : 0));
  for (const old of before.factors) {
    const now = after.factors.find(({ id }) => id === old.id);
    if (now?.type === "totp" && old.type === "totp") assert.ok(now.lastStep >= old.lastStep);
    if (now && old.activeSince !== null) assert.equal(now.activeSince, old.activeSince);
  }
  for (const one of before.devices) {
    const device = after.devices.find(({ id }) => id === one.id);
    if (device) assert.ok(device.uses >= one.uses && device.until === one.until);
  }
  const [old, now] = [before.backupCodes, after.backupCodes];
  if (old !== null && now?.digests === old.digests)
    for (let index = 0; index < 10; index += 1) if (isUsed(old, index)) assert.equal(isUsed(now, index), true);
}

/** Counts what was judged, apart from account and oracle: no more than the budgets, no code twice. */
export function newAuditor() {
  const accepted = new Set<string>();
  let judged: { readonly method: string; readonly now: number }[] = [];
  let row = new Map<string, number>();
  let reopenings = new Map<string, number>();
  return {
    accepted(proof: string, method: string): void {
      assert.ok(!accepted.has(proof), `${proof} was accepted before`);
      accepted.add(proof);
      row.set(method, 0);
    },
    wrong(method: string, now: number): void {
      const inARow = (row.get(method) ?? 0) + 1;
      row.set(method, inARow);
      if (method !== "enrollment") assert.ok(inARow <= 20);
      const last = judged.findLast((one) => one.method === method);
      if (inARow > 5 && last) assert.ok(now - last.now >= 30_000);
      judged.push({ method, now });
      // A day begins with its first wrong code, so the worst 24 hours hold the ends of two of them.
      assert.ok(judged.filter((one) => one.now > now - 86_400_000).length <= 99);
    },
    reopenedByPassword(method: string, now: number): void {
      const last = reopenings.get(method);
      assert.ok(last === undefined || now - last >= 30 * 86_400_000, `${method} was reopened twice in 30 days`);
      reopenings.set(method, now);
    },
    renewed(method: string): void {
      row.set(method, 0);
    },
    reset(): void {
      judged = [];
      row = new Map();
      reopenings = new Map();
    },
  };
}
