import type { Problem, TroubleCode } from "../api.ts";
import { html, nothing, type TemplateResult } from "lit";
import type { CodeEntry, FieldError, Lock } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import { button } from "../parts/buttons.ts";
import { notice } from "../parts/blocks.ts";
import { countdown, isLong } from "../parts/time.ts";
import { enrollmentTexts, generalTexts, problemsTexts } from "../texts/areas.ts";

/** A refused call, with the call itself, to make it once more with everything that was typed. */
export interface Trouble<Request> {
  readonly code: TroubleCode;
  /** When it makes sense to try again. */
  readonly until: number | null;
  /** The call of "try again"; null: the same call would be refused again. */
  readonly retry: Request | null;
  /** The password was entered too long ago. */
  readonly needsPassword?: boolean;
}

export const retryAt = (problem: Problem, now: number): number | null =>
  "retryAfter" in problem && problem.retryAfter !== undefined ? now + problem.retryAfter * 1000 : null;

export const troubleOf = <Request>(problem: Problem, now: number, retry: Request | null): Trouble<Request> => ({
  code: problem.code,
  until: retryAt(problem, now),
  retry,
  ...(problem.code === "insufficient_user_authentication" && { needsPassword: problem.stepUp.maxAge !== null }),
});

const oneOf =
  (...codes: readonly TroubleCode[]) =>
  ({ code }: { readonly code: TroubleCode }): boolean =>
    codes.includes(code);

/** The user has to prove again who it is; then the same call goes through. */
export const needsSignIn = oneOf("unauthenticated", "insufficient_user_authentication");

/** Trying the same once more may help. */
export const mayPass = oneOf("offline", "unexpected", "busy", "temporarily_unavailable", "sms_delivery_failed");

export const isAboutTheNumber = oneOf("invalid_phone_number", "country_not_allowed", "invalid_request");

export const problemText = (translator: Translator, code: TroubleCode): string => translator.say(problemsTexts, code);

type CodeShape = "codeShape" | "anyCodeShape" | "backupShape";

/** The fault of a typed code, and how many tries are left. */
export function codeErrorText(
  translator: Translator,
  error: FieldError | null,
  shapeKey: CodeShape = "codeShape",
): string | null {
  if (error === null) return null;
  if (error.code === "shape" || error.code === "invalid_request") return translator.say(generalTexts, shapeKey);
  const { attemptsRemaining: left, clockMinutes } = error;
  const tries = left === null || left === 0 ? "" : ` ${translator.count(generalTexts, "triesLeft", left)}`;
  if (clockMinutes === undefined) return `${problemText(translator, error.code)}${tries}`;
  const minutes = Math.abs(clockMinutes);
  return `${translator.say(generalTexts, clockMinutes > 0 ? "clockFast" : "clockSlow", { minutes })}${tries}`;
}

/** Of a number whose country stands beside it. */
export function numberErrorText(translator: Translator, error: TroubleCode | "shape" | null): string | null {
  if (error === null) return null;
  return error === "country_not_allowed"
    ? problemText(translator, error)
    : translator.say(enrollmentTexts, "wholeNumber");
}

/** When it makes sense to come back: counted down, or as a time of day if that is far. */
export function waitText(translator: Translator, until: number | null, now: number): unknown {
  if (until === null || until <= now) return nothing;
  return isLong(until, now)
    ? html`<p>${translator.say(generalTexts, "waitUntil", { time: translator.clock(until, now) })}</p>`
    : html`<p>${translator.say(generalTexts, "waitFor")} ${countdown(translator, until, now)}</p>`;
}

/** Why no code is taken, and when one will be. */
export function lockNotice(translator: Translator, lock: Lock | null, now: number): unknown {
  if (lock === null) return nothing;
  if (lock === "disabled") return notice("danger", problemText(translator, "method_disabled"), "lock");
  if (lock.until <= now) return nothing;
  const content = html`<p>${translator.say(generalTexts, "locked")}</p>
    ${waitText(translator, lock.until, now)}`;
  return notice("danger", content, "lock");
}

interface Context {
  readonly translator: Translator;
  readonly now: number;
}

/** A refused call in words, the wait if there is one, and then the way to go on. */
export const troubleNotice = (
  trouble: Pick<Trouble<unknown>, "code" | "until"> | null,
  { translator, now }: Context,
  action: unknown = nothing,
  text: string | null = null,
): unknown =>
  trouble === null
    ? nothing
    : notice(
        "warning",
        html`<p>${text ?? problemText(translator, trouble.code)}</p>
          ${waitText(translator, trouble.until, now)} ${action}`,
      );

/** The button that makes the refused call once more, as soon as that makes sense. */
export const tryAgain = (
  trouble: Trouble<unknown> | null,
  { translator, now }: Context,
  onClick: () => void,
): TemplateResult | typeof nothing =>
  trouble === null || trouble.retry === null || (trouble.until ?? 0) > now
    ? nothing
    : button({ text: translator.say(generalTexts, "tryAgain"), part: "button try-again", onClick });

/** A page that could not be loaded, with the only button that makes sense. */
export const failedView = (
  heading: unknown,
  until: number | null,
  { translator, now }: Context,
  retry: () => void,
): TemplateResult =>
  html`${heading} ${waitText(translator, until, now)}
  ${button({
    text: translator.say(generalTexts, "tryAgain"),
    look: "primary",
    wide: true,
    disabled: (until ?? 0) > now,
    onClick: retry,
  })}`;

/** The news about a code's field in words; null: nothing new. */
export function entryNews(
  translator: Translator,
  before: CodeEntry | null,
  { lock, error }: CodeEntry,
  now: number,
  shapeKey?: CodeShape,
): string | null {
  if (lock === "disabled") return before?.lock === lock ? null : problemText(translator, "method_disabled");
  if (lock !== null && lock !== before?.lock && lock.until > now) {
    const time = translator.clock(lock.until, now);
    return `${translator.say(generalTexts, "locked")} ${translator.say(generalTexts, "waitUntil", { time })}`;
  }
  return error === null || error === before?.error ? null : codeErrorText(translator, error, shapeKey);
}
