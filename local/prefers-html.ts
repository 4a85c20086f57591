const html = ["text/html", "application/xhtml+xml"];

/** True for an Accept header that names HTML and prefers nothing that the API speaks, as browsers send it; `*\/*` alone is no browser (RFC 9110 section 12.5.1). */
export function prefersHtml(accept: string | undefined): boolean {
  const ranges = (accept ?? "").split(",").map((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const quality = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? "1");
    return { type, quality: Number.isNaN(quality) ? 0 : quality };
  });
  const best = (wanted: (type: string) => boolean): number =>
    Math.max(0, ...ranges.filter(({ type }) => wanted(type)).map(({ quality }) => quality));
  const page = best((type) => html.includes(type));
  return page > 0 && page >= best((type) => /^application\/([\w.+-]+\+)?json$/.test(type));
}
