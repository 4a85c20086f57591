import { acceptedRanges } from "../shared/language/languages.ts";

const html = ["text/html", "application/xhtml+xml"];

/** True for an Accept header that names HTML and prefers nothing that the API speaks, as browsers send it; `*\/*` alone is no browser (RFC 9110 section 12.5.1). */
export function prefersHtml(accept: string | undefined): boolean {
  const ranges = acceptedRanges(accept);
  const best = (wanted: (type: string) => boolean): number =>
    Math.max(0, ...ranges.filter(({ range }) => wanted(range)).map(({ weight }) => weight));
  const page = best((type) => html.includes(type));
  return page > 0 && page >= best((type) => /^application\/([\w.+-]+\+)?json$/.test(type));
}
