/** Counts septets as a phone does: 3GPP TS 23.038 tables 6.2.1 and 6.2.1.1, in the order of the standard; null stands for control codes. */
const table =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
if (table.length !== 128) throw new Error("the table has 128 places");
const extended = ["\f", "^", "{", "}", "\\", "[", "~", "]", "|", "€"];

export function septetsOf(text: string): number {
  return [...text].reduce((sum, char) => {
    if (table.includes(char) && char !== "\u001b") return sum + 1;
    if (extended.includes(char)) return sum + 2;
    throw new Error(`U+${char.codePointAt(0)?.toString(16)} is not in GSM-7`);
  }, 0);
}

/** Parses an origin-bound one-time code as a browser does: https://wicg.github.io/sms-one-time-codes/#parsing. */
export function boundCode(message: string): { readonly host: string; readonly code: string } | null {
  const lastLine = message.split("\n").at(-1) ?? "";
  if (!lastLine.startsWith("@")) return null;
  const [host, code, ...rest] = lastLine.slice(1).split(" ");
  if (host === undefined || !code?.startsWith("#") || rest.length > 0) return null;
  const url = URL.parse(`https://${host}`);
  return url !== null && url.host === host && code.length > 1 ? { host, code: code.slice(1) } : null;
}
