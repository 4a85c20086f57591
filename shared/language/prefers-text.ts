const text = "text/plain";
const json = ["application/json", "application/*", "*/*"];

/**
 * Whether a caller named plain text and likes nothing better (RFC 9110 section 12.5.1). Between equals the one named first counts:
 * many HTTP clients always send `application/json, text/plain, *\/*`.
 */
export function prefersText(accept: string | undefined): boolean {
  const ranges = (accept ?? "").split(",").map(readRange);
  const [best] = ranges
    .filter(({ type, quality }) => quality > 0 && (type === text || json.includes(type)))
    .toSorted((one, other) => other.quality - one.quality);
  return best?.type === text;
}

function readRange(range: string): { readonly type: string; readonly quality: number } {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1");
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}
