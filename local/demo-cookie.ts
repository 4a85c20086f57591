import type { Received } from "./http-server.ts";

const path = "/local/demo";

/** Cookies do not know ports: each local run has a name of its own, so that several can be used side by side. */
const nameFor = (url: string): string => `larch-${new URL(url).port}`;

/**
 * The demo app's session cookie. Scripts cannot read it and other sites cannot send it. It is not `Secure` (and has no `__Host-` name)
 * only because the local run has no HTTPS; an app on the web must add both.
 */
export function demoCookie(url: string) {
  const name = nameFor(url);
  const header = (value: string, seconds: number): Readonly<Record<string, string>> => ({
    "set-cookie": `${name}=${value}; Path=${path}; Max-Age=${String(seconds)}; HttpOnly; SameSite=Strict`,
  });
  return {
    set: (value: string, millis: number) => header(value, Math.floor(millis / 1000)),
    clear: () => header("", 0),
    read: ({ headers }: Received): string | null => {
      const pairs = (headers["cookie"] ?? []).flatMap((line) => line.split("; "));
      const found = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
      return found === undefined || found === "" ? null : found;
    },
  };
}
