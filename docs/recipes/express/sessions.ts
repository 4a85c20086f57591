import { createHash, randomBytes } from "node:crypto";
import type { Request, Response } from "express";

/** Sessions in memory, by the hash of their name; yours are in your database. The name stands in a cookie that no script can read. */
export function sessions<T>(name: string, { seconds, secure }: { readonly seconds: number; readonly secure: boolean }) {
  const stored = new Map<string, { readonly session: T; readonly until: number }>();
  // A cookie of this prefix can only have been set by this very host, over HTTPS (RFC 6265bis, section 4.1.3.2).
  const cookie = secure ? `__Host-${name}` : name;
  const attributes = { httpOnly: true, sameSite: "lax", secure, path: "/" } as const;
  const keyOf = (request: Request): string => hashOf(valueIn(request.headers.cookie ?? "", cookie));

  return {
    /** Always under a new name: one that was planted before the login must not open it. */
    open: (request: Request, response: Response, session: T): void => {
      stored.delete(keyOf(request));
      const value = randomBytes(32).toString("base64url");
      stored.set(hashOf(value), { session, until: Date.now() + seconds * 1000 });
      response.cookie(cookie, value, { ...attributes, maxAge: seconds * 1000 });
    },
    of: (request: Request): T | null => {
      const found = stored.get(keyOf(request));
      return found !== undefined && found.until > Date.now() ? found.session : null;
    },
    close: (request: Request, response: Response): void => {
      stored.delete(keyOf(request));
      response.clearCookie(cookie, attributes);
    },
  };
}

const valueIn = (header: string, cookie: string): string =>
  header
    .split("; ")
    .find((pair) => pair.startsWith(`${cookie}=`))
    ?.slice(cookie.length + 1) ?? "";

const hashOf = (value: string): string => createHash("sha256").update(value).digest("base64url");
