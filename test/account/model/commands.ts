import { expect } from "vitest";
import type { Policy } from "../../../shared/account/policy.ts";
import { codeOf, wrongCodeFor } from "../authenticator-codes.ts";
import { methods } from "../../../shared/account/guess-budget.ts";
import { day, policy, second, step } from "../examples.ts";
import type { Command } from "./histories.ts";
import { newAuditor } from "./invariants.ts";
import type { newUser } from "./user.ts";

const policies: readonly Policy[] = [
  policy,
  { ...policy, enforcement: "on" },
  { ...policy, factorTypes: ["totp"] },
  { ...policy, factorTypes: ["sms"], enforcement: "on" },
  { ...policy, phoneRegistration: "pre-registered" },
  { ...policy, smsCountries: ["AT"] },
  { ...policy, smsCountries: ["*"] },
];
const numbers = ["+41790000001", "+41790000002", "+436640000003"];
const one = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
/** The newest half of the time, else any. */
const recent = <T>(list: readonly T[], pick: number): T | undefined =>
  pick % 2 === 0 ? list.at(-1) : one(list, pick >> 1);

export function commandsFor(user: ReturnType<typeof newUser>) {
  const { world } = user;
  const audit = newAuditor();
  const factors = () => user.account().factors;
  const phones = () => factors().filter(({ type }) => type === "sms");
  const idOf = (pick: number): string => one(factors(), pick)?.id ?? "fac_0";
  type Tried = ReturnType<typeof user.totpLogin> | ReturnType<typeof user.confirm>;

  function judge(outcome: Tried, method: string, proof: string): void {
    if (outcome.ok) audit.accepted(proof, method);
    else if (outcome.refusal.code === "invalid_code") audit.wrong(method, world.now);
  }
  function loginByApp(code: string, id: string): void {
    const before = user.account();
    const outcome = user.totpLogin(code, id);
    const used = user.account().factors.find((factor, index) => factor !== before.factors[index]);
    if (outcome.ok) expect(used?.activeSince).not.toBeNull();
    judge(outcome, "totp", used?.type === "totp" ? `${used.id} step ${used.lastStep}` : "none");
  }
  function loginBySms(id: string, code: string): void {
    const owner = factors().find((factor) => factor.type === "sms" && factor.challenge?.id === id);
    const outcome = user.smsLogin(id, code);
    if (outcome.ok) expect(owner?.activeSince).not.toBeNull();
    judge(outcome, "sms", id);
  }
  const loginByCode = (code: string): void => judge(user.backupLogin(code), "backup_code", `code ${code}`);
  const wrongFor = (id: string): string => wrongCodeFor([id, ...factors().map((factor) => factor.id)], world.now);

  function confirm(id: string, code: string): void {
    const outcome = user.confirm(id, code);
    judge(outcome, "enrollment", `confirmed ${id}`);
    if (!outcome.ok) return;
    const { factor } = outcome;
    audit.renewed(factor.type);
    if (outcome.first) audit.renewed("backup_code");
    audit.accepted(
      factor.type === "totp"
        ? `${id} step ${factor.lastStep}`
        : "challenge" in factor
          ? (factor.challenge?.id ?? "none")
          : "none",
      factor.type,
    );
  }
  const pendingId = (pick: number): string =>
    one(
      factors().filter(({ activeSince }) => activeSince === null),
      pick,
    )?.id ?? idOf(pick);
  const guesses = [
    () => loginByApp(wrongFor("fac_0"), "fac_0"),
    () => loginByCode("0ZZZZZZZZZZZ"),
    (pick: number) => {
      const phone = one(phones(), pick);
      if (phone && pick % 3 === 0) user.send(phone.id, true);
      loginBySms(world.sent.at(-1)?.id ?? "chl_0", "wrong");
    },
    (pick: number) => confirm(pendingId(pick), "wrong"),
  ] as const;

  return {
    enrollTotp: () => user.enrollTotp(),
    enrollSms: ({ pick, way }: Command) => user.enrollSms(one(numbers, pick) ?? "", way < 9),
    confirm({ pick, way }: Command): void {
      const id = way < 9 ? pendingId(pick) : idOf(pick);
      const off = [0, 0, 0, -1, 1, 2, -2][way % 7] ?? 0;
      const text = way < 10 ? world.sent.findLast(({ factorId }) => factorId === id) : recent(world.sent, pick);
      confirm(
        id,
        factors().find((factor) => factor.id === id)?.type === "sms"
          ? (text?.code ?? "none")
          : codeOf(id, world.now + off * step),
      );
    },
    /** From nothing to an active factor in one go, as most users do it. */
    setUp({ pick, way }: Command): void {
      if (way % 3 === 0) user.enrollSms(one(numbers, pick) ?? "", true);
      else user.enrollTotp();
      const newest = factors().at(-1);
      if (newest?.activeSince !== null) return;
      confirm(newest.id, newest.type === "sms" ? (world.sent.at(-1)?.code ?? "none") : codeOf(newest.id, world.now));
    },
    textAndLogin({ pick }: Command): void {
      user.send(one(phones(), pick)?.id ?? idOf(pick), true);
      const text = world.sent.at(-1);
      for (const id of [text?.id, text?.id]) loginBySms(id ?? "chl_0", text?.code ?? "none");
    },
    confirmWrong: ({ pick }: Command) => confirm(pendingId(pick), wrongFor(pendingId(pick))),
    totp({ pick, way }: Command): void {
      const id = idOf(pick);
      loginByApp(
        way === 11 ? wrongFor(id) : codeOf(id, world.now + ([0, 0, -1, 1, -2, 2, -3][way % 7] ?? 0) * step),
        id,
      );
    },
    trust: ({ pick }: Command) => {
      const app = one(
        factors().filter(({ type, activeSince }) => type === "totp" && activeSince !== null),
        pick,
      );
      world.now += step;
      if (app === undefined) return;
      const outcome = user.trust(codeOf(app.id, world.now), app.id);
      const used = factors().find(({ id }) => id === app.id);
      judge(outcome, "totp", used?.type === "totp" ? `${used.id} step ${used.lastStep}` : "none");
    },
    use: ({ pick }: Command) => user.bring(pick, 0),
    useOld: ({ pick, way }: Command) => user.bring(pick, way < 8 ? 1 : way - 6),
    sms({ pick, way }: Command): void {
      const text = recent(world.sent, pick);
      const code = way < 8 ? text?.code : way < 10 ? "wrong" : one(world.sent, way)?.code;
      loginBySms(text?.id ?? "chl_0", code ?? "none");
    },
    backupCode: ({ pick, way }: Command) =>
      loginByCode(
        (way < 9 ? one(user.everyBackupCode().slice(-10), pick) : one(user.everyBackupCode(), pick)) ?? "0NONE",
      ),
    send: ({ pick, way }: Command) =>
      user.send((way < 10 ? one(phones(), pick)?.id : undefined) ?? idOf(pick), way % 3 !== 0),
    sendFails: ({ pick }: Command) => user.sendFails(pick % Math.max(1, user.openSends())),
    /** Somebody who guesses as fast as the waits let him, or faster. */
    guess({ pick, way }: Command): void {
      for (let count = 0; count < 2 * way + 1; count += 1) {
        guesses[pick % 4]?.(pick);
        const { lockedUntil } =
          user.account().guesses[(["totp", "backup_code", "sms", "enrollment"] as const)[pick % 4] ?? "totp"];
        if (way % 4 !== 0) world.now = Math.max(world.now, lockedUntil - (way % 4 === 1 ? count % 2 : 0));
      }
    },
    disable: () => user.disable(),
    remove: ({ pick }: Command) => user.remove(idOf(pick)),
    reset: () => {
      user.reset();
      audit.reset();
    },
    reopen: ({ pick }: Command) => {
      const method = methods[pick % methods.length] ?? "totp";
      if (user.reopen(method)) audit.renewed(method);
    },
    newPassword({ pick }: Command): void {
      const method = user.newPassword(world.now - ([0, second, day, -second][pick % 4] ?? 0));
      if (method === null) return;
      audit.renewed(method);
      audit.reopenedByPassword(method, world.now);
    },
    regenerate: () => {
      if (user.regenerate()) audit.renewed("backup_code");
    },
    preRegister: ({ pick }: Command) => user.preRegister([...numbers, null][pick % 4] ?? null),
    update: ({ pick, way }: Command) => user.update(idOf(pick), way % 2 === 0),
    policy: ({ pick }: Command) => {
      world.policy = one(policies, pick) ?? policy;
    },
  };
}
