import { cutTo, segmentSeptets, septets, toGsm7 } from "./gsm7.ts";
import type { Language } from "../../../language/languages.ts";
import { wordings } from "./texts.ts";

/** The longest login host that leaves room for all the rest in every language. */
export const longestHost = 90;

/**
 * The SMS that carries a code: one GSM-7 segment, the code first. With a host, the last line binds the code to that
 * origin, so that browsers offer it nowhere else (WICG origin-bound one-time codes).
 * `minutes`: a whole number of at most two digits. Throws if the host is longer than `longestHost` and nothing fits any more.
 */
export function smsMessage(what: {
  readonly code: string;
  readonly appName: string;
  readonly minutes: number;
  readonly host?: string | undefined;
  readonly language: Language;
}): string {
  const { code, lifetime, secrecy, neutralName } = wordings[what.language];
  const lastLine = what.host === undefined ? "" : `\n@${what.host} #${what.code}`;
  const withName = (name: string): string => `${what.code} ${code(name)}, ${lifetime(what.minutes)}`;
  const name = nameFor(what.appName) ?? neutralName;

  const room = segmentSeptets - septets(withName("") + lastLine);
  if (!(room > 0)) throw new RangeError("The host is too long for one SMS");
  const text = withName(cutTo(room, name));
  const careful = `${text} ${secrecy}`;
  return (septets(careful + lastLine) <= segmentSeptets ? careful : text) + lastLine;
}

const longestName = 20;

/**
 * An organisation's admin chooses the name, so it must hold no link and no sentence: letters, digits, blanks and `&'-` are left of it.
 * Null if no word is left: digits would look like a second code, and of other alphabets GSM-7 has a few Greek capitals only.
 */
function nameFor(appName: string): string | null {
  const allowed = toGsm7(appName).replaceAll(/[^\p{L}\p{N} &'-]/gu, "");
  const name = allowed.replaceAll(/ +/g, " ").trim().slice(0, longestName).trimEnd();
  return /\p{Script=Latin}/u.test(name) ? name : null;
}
