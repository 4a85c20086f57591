import type { Policy } from "../../../shared/account/policy.ts";
import { day, hour, minute, second } from "../examples.ts";
import { newDeviceHistory } from "./known-devices.ts";
import { type Answer, newGuessHistory, ok, say } from "./guess-history.ts";
import { type Method, methods } from "../../../shared/account/guess-budget.ts";
import { freshFactor, isReached, type KnownFactor, redeem, shownFactor, stepsOf } from "./known-factors.ts";

/**
 * The design's promises, derived from the user's history: codes sent and accepted, times of wrong codes.
 * It shares no rule with the implementation.
 */
export function newOracle() {
  let factors: KnownFactor[] = [];
  let unusedCodes: Set<string> | null = null;
  let knownCodes = new Set<string>();
  const guesses = newGuessHistory((method) => {
    for (const factor of ofMethod(method)) factor.disabled = true;
  });
  const { wrong, right } = guesses;
  const ofMethod = (method: Method) => active().filter(({ type }) => type === method);
  function closed(method: Method, now: number): Answer | null {
    return ofMethod(method).length > 0 && ofMethod(method).every(({ disabled }) => disabled)
      ? say("method_disabled")
      : guesses.closed(method, now);
  }
  const isClosed = (method: Method, now: number): boolean =>
    ofMethod(method).some(({ disabled }) => disabled) || guesses.isClosed(method, now);
  function open(method: Method, isLimited: boolean, now: number): Answer {
    guesses.reopened(method, isLimited, now);
    for (const factor of factors) if (factor.type === method) factor.disabled = false;
    return ok;
  }
  const devices = newDeviceHistory();
  let sends = { since: 0, count: 0 };
  let epoch = 0;
  let lastRemover: string | null = null;
  /** The waits of a phone's set-up that its user has removed. */
  let leftWaits = { streak: 0, nextAt: 0 };
  const find = (id: string) => factors.find((factor) => factor.id === id);
  const active = () => factors.filter((factor) => factor.active);
  const isOn = (): boolean => active().length > 0;
  function mayHold({ type, preRegistered, number }: KnownFactor, policy: Policy): Answer | null {
    if (!policy.factorTypes.includes(type)) return say("factor_type_not_allowed");
    if (policy.phoneRegistration === "pre-registered" && !isOn() && !preRegistered)
      return say("phone_not_pre_registered");
    if (active().filter((factor) => factor.type === type).length >= (type === "totp" ? 5 : 2))
      return say("too_many_factors");
    return type === "sms" && !isReached(number, policy.smsCountries) ? say("country_not_allowed") : null;
  }
  const replacePending = (fresh: KnownFactor): void => {
    factors = [...factors.filter((factor) => factor.active || factor.type !== fresh.type), fresh];
  };
  function send(factor: KnownFactor, sent: { readonly id: string; readonly code: string }, now: number): Answer {
    const shut = closed(factor.active ? "sms" : "enrollment", now);
    if (shut) return shut;
    if (factor.disabled) return say("method_disabled");
    const spent = now < sends.since + day && sends.count >= 10 ? sends.since + day : 0;
    const retryAt = Math.max(factor.nextAt, spent);
    if (retryAt > now) return { code: "sms_limit_reached", retryAt };
    factor.streak = now > factor.nextAt + hour ? 1 : factor.streak + 1;
    factor.nextAt = now + ([30, 60][factor.streak - 1] ?? 120) * second;
    factor.live = { ...sent, sentAt: now, wrong: 0, used: false };
    sends = now < sends.since + day ? { ...sends, count: sends.count + 1 } : { since: now, count: 1 };
    return ok;
  }
  function leaveWaitsOf({ type, active: isActive, streak, nextAt }: KnownFactor): void {
    if (type === "sms" && !isActive) leftWaits = { streak, nextAt };
  }
  function allGo(): Answer {
    factors.forEach(leaveWaitsOf);
    factors = [];
    devices.allGo();
    unusedCodes = null;
    epoch += 1;
    lastRemover = null;
    return ok;
  }

  return {
    find,
    devices,
    totpLogin(code: string, factorId: string | undefined, now: number): Answer {
      if (!isOn()) return say("not_enrolled");
      const shut = closed("totp", now);
      if (shut) return shut;
      if (active().some(({ id, disabled }) => id === factorId && disabled)) return say("method_disabled");
      const shown = active()
        .filter(({ id }) => id === factorId)
        .map((factor) => ({ factor, steps: stepsOf(factor.id, code, now) }));
      for (const { factor, steps } of shown)
        if (Math.max(...steps) > factor.highestStep) {
          factor.highestStep = Math.max(...steps);
          return right("totp");
        }
      return shown.some(({ steps }) => steps.length > 0) ? say("code_already_used") : wrong("totp", now, 3);
    },
    smsLogin(challengeId: string, code: string, now: number): Answer {
      if (!isOn()) return say("not_enrolled");
      const shut = closed("sms", now);
      if (shut) return shut;
      const factor = active().find(({ live }) => live?.id === challengeId);
      if (factor?.disabled) return say("method_disabled");
      return factor ? redeem(factor, challengeId, code, "sms", guesses, now) : say("challenge_expired");
    },
    backupLogin(code: string, now: number): Answer {
      if (!isOn()) return say("not_enrolled");
      const shut = closed("backup_code", now);
      if (shut) return shut;
      if (unusedCodes?.delete(code)) return right("backup_code");
      return unusedCodes && knownCodes.has(code) ? say("code_already_used") : wrong("backup_code", now);
    },
    enrollTotp(id: string, policy: Policy, now: number): Answer {
      const fresh = freshFactor(id, "totp", now);
      const refusal = mayHold(fresh, policy);
      if (!refusal) replacePending(fresh);
      return refusal ?? ok;
    },
    enrollSms(
      id: string,
      number: string,
      isRegistered: boolean,
      sent: { id: string; code: string },
      policy: Policy,
      now: number,
    ): Answer {
      const fresh = freshFactor(id, "sms", now, number, isRegistered);
      const refusal = mayHold(fresh, policy);
      if (refusal) return refusal;
      const same = factors.find((factor) => factor.type === "sms" && factor.number === number);
      const replaced = factors.find((factor) => factor.type === "sms" && !factor.active);
      if (same) [fresh.streak, fresh.nextAt] = [same.streak, same.nextAt];
      else {
        const { streak, nextAt } = replaced ?? leftWaits;
        [fresh.streak, fresh.nextAt] = [streak, streak < 2 ? Math.min(nextAt, now) : nextAt];
      }
      const answer = send(fresh, sent, now);
      if (answer === ok) replacePending(fresh);
      return answer;
    },
    confirm(id: string, code: string, backupCodes: readonly string[], policy: Policy, now: number): Answer {
      const factor = find(id);
      if (!factor || factor.active) return say("factor_not_found");
      if (now >= factor.createdAt + 10 * minute) return say("enrollment_expired");
      const refusal = closed("enrollment", now) ?? mayHold(factor, policy);
      if (refusal) return refusal;
      const first = !isOn();
      if (factor.type === "sms") {
        const answer = redeem(factor, factor.live?.id ?? "", code, "enrollment", guesses, now);
        if (answer !== ok) return answer;
      } else {
        const steps = stepsOf(id, code, now);
        if (steps.length === 0) return wrong("enrollment", now, 3);
        factor.highestStep = Math.max(...steps);
      }
      factor.active = true;
      if (factor.type === "sms") leftWaits = { streak: 0, nextAt: 0 };
      guesses.bound(factor.type, now);
      right("enrollment");
      if (first) this.regenerate(backupCodes, now);
      return ok;
    },
    send: (id: string, sent: { id: string; code: string }, policy: Policy, now: number): Answer => {
      const factor = find(id);
      if (factor?.type !== "sms") return say("factor_not_found");
      if (!factor.active && now >= factor.createdAt + 10 * minute) return say("enrollment_expired");
      const refusal = factor.active ? null : mayHold(factor, policy);
      return refusal ?? send(factor, sent, now);
    },
    /** Pending phone that a new set-up of a phone replaces. */
    pendingPhone: (): KnownFactor | null => {
      const phone = factors.find((factor) => factor.type === "sms" && !factor.active);
      return phone ? { ...phone, live: phone.live && { ...phone.live } } : null;
    },
    /** State that a failed send must restore. */
    beforeSend: (id: string) => {
      const factor = find(id);
      return factor && { live: factor.live && { ...factor.live }, streak: factor.streak, nextAt: factor.nextAt };
    },
    sendFailed(
      id: string,
      challengeId: string,
      sentAt: number,
      before: Pick<KnownFactor, "live" | "streak" | "nextAt">,
      replaced: KnownFactor | null | undefined,
    ): void {
      const factor = find(id);
      if (!factor || factor.live?.id !== challengeId) return;
      if (replaced === undefined) Object.assign(factor, before);
      else factors = factors.flatMap((other) => (other !== factor ? [other] : replaced ? [replaced] : []));
      if (sentAt < sends.since + day && sentAt >= sends.since) sends = { ...sends, count: sends.count - 1 };
    },
    regenerate(codes: readonly string[], now: number): Answer {
      if (!isOn()) return say("not_enrolled");
      unusedCodes = new Set(codes);
      knownCodes = new Set(codes);
      return guesses.bound("backup_code", now);
    },
    reopen: (method: Method, now: number): Answer => (isClosed(method, now) ? open(method, false, now) : ok),
    /** A login whose token tells when the password was changed. */
    newPassword(changedAt: number, now: number): Answer {
      const due = methods.find((method) => {
        const closedAt = guesses.closedAt(method);
        return closedAt > 0 && changedAt > closedAt && guesses.mayReopen(method, now) && isClosed(method, now);
      });
      return due === undefined || changedAt > now ? ok : open(due, true, now);
    },
    remove(id: string, by: string, policy: Policy): Answer {
      const factor = find(id);
      if (!factor) return say("factor_not_found");
      if (factor.active && active().length === 1)
        return policy.enforcement === "on" ? say("two_factor_required") : allGo();
      if (factor.active) {
        lastRemover = by;
        devices.allGo();
      }
      if (!factor.active) leaveWaitsOf(factor);
      factors = factors.filter((one) => one.id !== id);
      return ok;
    },
    disable(policy: Policy): Answer {
      if (policy.enforcement === "on") return say("two_factor_required");
      if (isOn()) return allGo();
      factors.forEach(leaveWaitsOf);
      factors = [];
      return ok;
    },
    reset(): Answer {
      guesses.forget();
      sends = { since: 0, count: 0 };
      allGo();
      leftWaits = { streak: 0, nextAt: 0 };
      return ok;
    },
    preRegister(): Answer {
      factors = factors.filter((factor) => factor.active || !factor.preRegistered);
      return ok;
    },
    update: (id: string): Answer => (find(id)?.active ? ok : say("factor_not_found")),
    view: (now: number) => ({
      devices: devices.view(now),
      factors: factors.map(shownFactor),
      codes: unusedCodes?.size ?? null,
      epoch,
      lastRemover,
      failures: guesses.failures(),
    }),
  };
}
