import type { Data, Result } from "../api.ts";

/** Keeps the tokens of this browser's remembered devices: at most five, the newest last. */
export interface DeviceStore {
  load(): readonly string[] | Promise<readonly string[]>;
  save(tokens: readonly string[]): void | Promise<void>;
}

const mostTokens = 5;

/** The browser's own storage, apart for each service. A page without storage remembers nothing. */
export function browserDevices(baseUrl: string): DeviceStore {
  const key = (): string => `countersign-devices ${new URL(baseUrl, document.baseURI).href}`;
  return {
    load() {
      try {
        const stored: unknown = JSON.parse(localStorage.getItem(key()) ?? "[]");
        return Array.isArray(stored) ? stored.filter((token) => typeof token === "string").slice(-mostTokens) : [];
      } catch {
        return [];
      }
    },
    save(tokens) {
      try {
        if (tokens.length === 0) localStorage.removeItem(key());
        else localStorage.setItem(key(), JSON.stringify(tokens));
      } catch {
        // Storage may be forbidden or full.
      }
    },
  };
}

type Answer = Pick<Data<"login">, "forget"> & {
  readonly remembered?: { readonly index: number; readonly token: string } | undefined;
};

/** The tokens after a login: the used one replaced by the next, dead ones dropped. Null: they stay as they are. */
function afterLogin(tokens: readonly string[], { forget = [], remembered }: Answer): readonly string[] | null {
  if (forget.length === 0 && remembered === undefined) return null;
  return tokens
    .map((token, index) => (index === remembered?.index ? remembered.token : token))
    .filter((_, index) => !forget.includes(index));
}

/** A sixth token pushes out the oldest: it may be another user's of this browser. */
const withDevice = (tokens: readonly string[], token: string): readonly string[] =>
  [...tokens, token].slice(-mostTokens);

/** A store of the host's may fail: then the user is asked for a code, and a login that is done stays done. */
async function orNothing<T>(step: () => T | Promise<T>, nothing: T): Promise<T> {
  try {
    return await step();
  } catch {
    return nothing;
  }
}

/** Makes a login with this browser's tokens and keeps what its answer says of them. Null: none is brought. */
export async function loginBringing(
  devices: DeviceStore | null,
  login: (brought: { readonly devices?: string[] }) => Promise<Result<Data<"login">>>,
): Promise<Result<Data<"login">>> {
  const tokens = devices === null ? [] : await orNothing(async () => devices.load(), []);
  const result = await login(tokens.length > 0 ? { devices: [...tokens] } : {});
  const changed = result.problem === undefined ? afterLogin(tokens, result.data) : null;
  if (changed !== null) await orNothing(async () => devices?.save(changed), undefined);
  return result;
}

/** Keeps the token that a right code brought. Null: no browser is remembered here. */
export async function keepingDevice(
  devices: DeviceStore | null,
  call: Promise<Result<Data<"verify">>>,
): Promise<Result<Data<"verify">>> {
  const result = await call;
  const device = result.problem === undefined ? result.data.device : undefined;
  if (device !== undefined && devices !== null)
    await orNothing(async () => devices.save(withDevice(await devices.load(), device.token)), undefined);
  return result;
}

/** From the longest known name to the shortest: Edge and Opera call themselves Chrome too, and Chrome Safari. */
const browsers = [
  ["Edg", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["FxiOS/", "Firefox"],
  ["CriOS/", "Chrome"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const systems = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["CrOS", "ChromeOS"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** The browser and its system, for the list of devices: at most 24 characters, as the service takes them. */
export function deviceLabel(userAgent: string): string {
  const named = (list: readonly (readonly [string, string])[]) => list.find(([mark]) => userAgent.includes(mark))?.[1];
  return [named(browsers) ?? "Browser", named(systems)].filter((name) => name !== undefined).join(", ");
}
