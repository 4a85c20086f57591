import { type Account, activeOf, emptyAccount } from "../../../shared/account/account.ts";
import type { SmsFactor, Challenge } from "../../../shared/account/factor.ts";
import { backupCodeIndex, regenerate, verifyBackupCode } from "../../../shared/factors/backup-codes/rules.ts";
import { type Confirmed, pendingFactor, pendingRefused, withFirstFactor } from "../../../shared/account/enroll.ts";
import { confirmSms, enrollSms, verifySms } from "../../../shared/factors/sms/rules.ts";
import { confirmTotp, enrollTotp, verifyTotp } from "../../../shared/factors/totp/rules.ts";
import { isCountryAllowed } from "../../../shared/account/policy.ts";
import { type Decision, refuse } from "../../../shared/account/decision.ts";
import { preRegister } from "../../../shared/factors/sms/flows.ts";
import { disable, removeFactor, reset } from "../../../shared/account/remove.ts";
import { abandonSend, reserveSend, type ReservedSend } from "../../../shared/factors/sms/reserve-send.ts";
import type { Method } from "../../../shared/account/guess-budget.ts";
import { reopen, reopenedByPassword } from "../../../shared/account/reopen.ts";
import { updateFactor } from "../../../shared/account/update-factor.ts";
import {
  at,
  backupDigest,
  backupSet,
  bytes,
  challengeFor,
  macOf,
  policy as openPolicy,
  secretOf,
  start,
} from "../examples.ts";
import { decideOn, expectSame } from "../expectations.ts";
import { expectLawful, expectSound } from "./invariants.ts";
import { type Answer, ok } from "./guess-history.ts";
import { type KnownFactor, type OpenSend, type SentText, waitsOfSetUp } from "./known-factors.ts";
import { bringing, trusting } from "./known-devices.ts";
import { newOracle } from "./oracle.ts";
import { answerOf, viewOf } from "./views.ts";

/** One user of the real rules, driven as the steps drive them; every answer is compared with the oracle's. */
export function newUser() {
  const oracle = newOracle();
  const items = new Map<string, Challenge>();
  const openSends: OpenSend[] = [];
  const given: string[] = [];
  const sets: (readonly string[])[] = [];
  let account: Account = emptyAccount;
  let made = 0;
  const isOn = (): boolean => world.policy.enforcement === "on";
  const nextId = (prefix: string): string => `${prefix}_${(made += 1)}`;
  const world = {
    now: start,
    policy: openPolicy,
    sent: [] as SentText[],
    registered: null as string | null,
    answers: new Set<string>(),
  };

  function apply<T>(decide: (account: Account) => Decision<T>, expected: Answer): Decision<T> {
    const decision = decideOn(account, decide);
    const { outcome, write } = decision;
    expectSame(answerOf(outcome), expected);
    world.answers.add(expected.code);
    if (write) {
      expectLawful(account, write.account, write.event);
      account = write.account;
    }
    expectSound(account);
    expectSame(viewOf(account, world.now), oracle.view(world.now));
    return decision;
  }
  const newSent = (factorId: string): SentText => {
    const id = nextId("chl");
    return { factorId, id, code: String((made * 104_729) % 1_000_000).padStart(6, "0") };
  };
  /** The provider took it, or keeps silent: then the user has no code, and the send will be taken back at some later time. */
  function handOver(
    decision: Decision<ReservedSend>,
    sent: SentText,
    before: OpenSend["before"],
    delivered: boolean,
    setUpInPlaceOf?: KnownFactor | null,
  ): void {
    if (!decision.outcome.ok) return;
    const item = items.get(sent.factorId);
    items.set(sent.factorId, challengeFor(sent.factorId, sent.id, sent.code, world.now));
    if (delivered) world.sent.push(sent);
    else openSends.push({ reserved: decision.outcome, sentAt: world.now, item, before, replaced: setUpInPlaceOf });
  }
  const freshCodes = (): readonly string[] => {
    const set = nextId("SET");
    return Array.from({ length: 10 }, (_, index) => `${index}${set}`);
  };
  const setOf = (codes: readonly string[]) => backupSet(codes[0], codes);

  return {
    world,
    oracle,
    account: (): Account => account,
    everyBackupCode: (): readonly string[] => sets.flat(),
    openSends: (): number => openSends.length,
    /** Of the app `wanted`, if the user has it; else of the first one. */
    totpLogin(code: string, wanted: string) {
      const apps = activeOf(account, "totp").map(({ id }) => id);
      const factorId = apps.includes(wanted) ? wanted : apps[0];
      const secret = factorId === undefined ? undefined : secretOf(factorId);
      const expected = oracle.totpLogin(code, factorId, world.now);
      return apply((it) => verifyTotp(it, { code, factorId, secret }, at(world.now)), expected).outcome;
    },
    /** A login by app that has the device remembered: a right code makes one. */
    trust(code: string, factorId: string) {
      const secret = secretOf(factorId);
      const expected = oracle.totpLogin(code, factorId, world.now);
      const deviceId = nextId("dev");
      if (expected === ok) oracle.devices.made(deviceId, world.now);
      const decide = (it: Account) => verifyTotp(it, { code, factorId, secret }, at(world.now));
      const { outcome } = apply((it) => trusting(decide(it), deviceId, world.now), expected);
      if (outcome.ok) given.push(deviceId);
      return outcome;
    },
    /** A login with a token of a device that was made at some time, `back` logins ago. */
    bring(pick: number, back: number): void {
      const deviceId = given[pick % Math.max(1, given.length)] ?? "dev_0";
      const known = account.devices.find(({ id }) => id === deviceId)?.uses ?? 0;
      const token = { index: 0, deviceId, uses: Math.max(0, known - back) };
      const isAllowed = oracle.devices.brought(token, world.now);
      const { outcome } = apply((it) => bringing(it, token, world.now), ok);
      if (outcome.ok) expectSame([outcome.used !== null, outcome.forget], isAllowed ? [true, []] : [false, [0]]);
      world.answers.add(isAllowed ? "remembered" : "not remembered");
    },
    smsLogin(challengeId: string, code: string) {
      const factorId =
        account.factors.find((factor) => factor.type === "sms" && factor.challenge?.id === challengeId)?.id ?? "";
      const mac = macOf(factorId, challengeId, code);
      const answer = { challengeId, challenges: [...items.values()], mac };
      return apply((it) => verifySms(it, answer, at(world.now)), oracle.smsLogin(challengeId, code, world.now)).outcome;
    },
    backupLogin(code: string) {
      const digest = account.backupCodes ? backupDigest(account.backupCodes.salt, code) : new Uint8Array();
      const claim = { index: backupCodeIndex(code), digest };
      return apply((it) => verifyBackupCode(it, claim, at(world.now)), oracle.backupLogin(code, world.now)).outcome;
    },
    enrollTotp(): void {
      const factorId = nextId("fac");
      const enrollment = { factorId, label: "App", policy: world.policy, contact: null, secret: bytes(factorId) };
      apply((it) => enrollTotp(it, enrollment, at(world.now)), oracle.enrollTotp(factorId, world.policy, world.now));
    },
    enrollSms(number: string, delivered: boolean): void {
      const sent = newSent(nextId("fac"));
      const numbered = (id: string): boolean => oracle.find(id)?.number === number;
      const sameNumber = account.factors.find(
        (factor): factor is SmsFactor => factor.type === "sms" && numbered(factor.id),
      );
      const isPreRegistered = number === world.registered;
      const country = number.startsWith("+41") ? "CH" : "AT";
      const enrollment = {
        factorId: sent.factorId,
        challengeId: sent.id,
        label: "Phone",
        phone: bytes(number),
        policy: world.policy,
        contact: null,
        country,
        isCountryAllowed: isCountryAllowed(country, world.policy.smsCountries),
        isPreRegistered,
        sameNumber,
      };
      const { streak, nextAt } = sameNumber?.sends ?? waitsOfSetUp(account, world.now);
      const inPlaceOf = oracle.pendingPhone();
      const expected = oracle.enrollSms(sent.factorId, number, isPreRegistered, sent, world.policy, world.now);
      handOver(
        apply((it) => enrollSms(it, enrollment, at(world.now)), expected),
        sent,
        { live: null, streak, nextAt },
        delivered,
        inPlaceOf,
      );
    },
    confirm(factorId: string, code: string) {
      const when = at(world.now);
      const codes = freshCodes();
      const decide = (it: Account): Decision<Confirmed> => {
        const found = pendingFactor(it, factorId, when);
        if (!found.ok) return refuse(found.refusal);
        const { factor } = found;
        const { policy } = world;
        if (factor.type === "totp") return confirmTotp(it, { factor, code, policy, secret: secretOf(factorId) }, when);
        if (factor.type !== "sms") return refuse({ code: "factor_not_found" });
        const mac = macOf(factorId, factor.challenge?.id ?? "", code);
        return confirmSms(it, { factor, policy, mac, challenge: items.get(factorId) }, when);
      };
      const first = oracle.view(world.now).codes === null;
      const expected = oracle.confirm(factorId, code, codes, world.policy, world.now);
      const { outcome } = apply(
        (it) => withFirstFactor(decide(it), { backupCodes: setOf(codes), contact: null }, at(world.now)),
        expected,
      );
      if (outcome.ok && first) sets.push(codes);
      return outcome;
    },
    send(factorId: string, delivered: boolean): void {
      const sent = newSent(factorId);
      const before = oracle.beforeSend(factorId);
      const when = at(world.now);
      const decide = (it: Account): Decision<ReservedSend> => {
        const factor = it.factors.find(({ id }) => id === factorId);
        if (factor?.type !== "sms") return refuse({ code: "factor_not_found" });
        const pending = factor.activeSince === null ? pendingFactor(it, factorId, when) : { ok: true as const };
        if (!pending.ok) return refuse(pending.refusal);
        const refusal = factor.activeSince === null ? pendingRefused(it, factor, world.policy, when) : null;
        return refusal ? refuse(refusal) : reserveSend(it, { factor, challengeId: sent.id }, when);
      };
      const decision = apply(decide, oracle.send(factorId, sent, world.policy, world.now));
      if (before) handOver(decision, sent, before, delivered);
    },
    sendFails(pick: number): void {
      const [open] = openSends.splice(pick, 1);
      if (!open) return;
      const { factor, challengeId } = open.reserved;
      if (open.item && items.get(factor.id)?.id === challengeId) items.set(factor.id, open.item);
      oracle.sendFailed(factor.id, challengeId, open.sentAt, open.before, open.replaced);
      apply((it) => abandonSend(it, open.reserved, "sms_delivery_failed"), ok);
    },
    regenerate(): boolean {
      const codes = freshCodes();
      const decide = (it: Account) => regenerate(it, setOf(codes), null, at(world.now));
      const { outcome } = apply(decide, oracle.regenerate(codes, world.now));
      if (outcome.ok) sets.push(codes);
      return outcome.ok;
    },
    remove: (factorId: string, by = nextId("assertion")) =>
      void apply(
        (it) => removeFactor(it, { factorId, by }, isOn(), at(world.now)),
        oracle.remove(factorId, by, world.policy),
      ),
    disable: () => apply((it) => disable(it, isOn(), at(world.now)), oracle.disable(world.policy)),
    reopen(method: Method): boolean {
      const decide = (it: Account) => reopen(it, method, { by: "admin", reason: "Called" }, at(world.now));
      return apply(decide, oracle.reopen(method, world.now)).write !== undefined;
    },
    /** The method that a login reopened, since its token told of a newer password. */
    newPassword(changedAt: number): string | null {
      const nothing = { outcome: { ok: true } } as const;
      const decide = (it: Account) => reopenedByPassword(it, changedAt, at(world.now)) ?? nothing;
      const event = apply(decide, oracle.newPassword(changedAt, world.now)).write?.event;
      return event?.type === "method.reopened" ? event.data.method : null;
    },
    reset: () => apply((it) => reset(it, "Lost the phone"), oracle.reset()),
    update: (id: string, preferred: boolean) => apply((it) => updateFactor(it, id, { preferred }), oracle.update(id)),
    preRegister(number: string | null): void {
      const changes = number !== null || world.registered !== null;
      apply((it) => preRegister(it, number === null ? null : bytes(number)), changes ? oracle.preRegister() : ok);
      world.registered = number;
    },
  };
}
