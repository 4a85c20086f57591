type Policy = Readonly<Record<string, readonly string[]>>;

const strict: Policy = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
  "base-uri": ["'none'"],
};

/** No text becomes markup, except through Lit's templates. */
const demo: Policy = { ...strict, "require-trusted-types-for": ["'script'"], "trusted-types": ["lit-html"] };

const header = (policy: Policy): string =>
  Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");

const always = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

const page = (policy: Policy) => ({
  ...always,
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": header(policy),
  "cache-control": "no-cache",
  vary: "accept",
});

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
};

export const pageHeaders = { demo: page(demo), other: page(strict) } as const;

/** A file whose name changes with its content; null: a kind of file that no page needs. */
export function assetHeaders(name: string): Readonly<Record<string, string>> | null {
  const type = types[name.slice(name.lastIndexOf(".") + 1)];
  return type === undefined
    ? null
    : {
        ...always,
        "content-type": type,
        "content-security-policy": header({ "default-src": ["'none'"] }),
        "cache-control": "public, max-age=31536000, immutable",
      };
}
