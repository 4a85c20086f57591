/** The default alphabet of 3GPP TS 23.038 section 6.2.1, without the control characters. */
const basic = new Set(
  "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Its extension table: two septets each. */
const extension = new Set("^{}\\[~]|€");

export const segmentSeptets = 160;

const weight = (char: string): number => {
  if (basic.has(char) || char === "\n") return 1;
  return extension.has(char) ? 2 : Number.POSITIVE_INFINITY;
};

/** Length in septets; infinite if a character is not in GSM-7, where one such character makes the whole message UCS-2. */
export const septets = (text: string): number => [...text].reduce((sum, char) => sum + weight(char), 0);

/** One line that GSM-7 can write: accents that it lacks are dropped, and so are characters without a relative in it. */
export const toGsm7 = (text: string): string =>
  [...text.normalize("NFC")]
    .map((char) => (/\s/.test(char) ? " " : lettersOf(char)))
    .join("")
    .replace(/ +/g, " ")
    .trim();

const isPrintable = (char: string): boolean => basic.has(char) || extension.has(char);

const lettersOf = (char: string): string =>
  isPrintable(char) ? char : [...char.normalize("NFKD")].filter(isPrintable).join("");

/** The longest beginning that fits. */
export function cutTo(limit: number, text: string): string {
  let kept = "";
  for (const char of text) {
    if (septets(kept + char) > limit) break;
    kept += char;
  }
  return kept.trimEnd();
}
