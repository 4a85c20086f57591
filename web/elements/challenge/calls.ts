import type { Client, Data, LoginDecision, Problem, Result } from "../api.ts";
import { outcomeOf } from "../base/controllers.ts";
import { offerOf } from "../enrollment/update.ts";
import { backupCodes } from "../factors/kinds.ts";
import { hindrance, signalUnknown, usePasskey } from "../factors/passkey/ceremony.ts";
import type { ChallengeMessage, ChallengeRequest } from "./state.ts";

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

interface ChallengePage {
  /** The only methods that help; null: each does. */
  readonly methods: readonly string[] | null;
  /** Null: the page does not offer to remember this browser. */
  readonly devices: DeviceStore | null;
}

const refused = (problem: Problem): ChallengeMessage => ({ type: "refused", problem, now: Date.now() });

/** Makes a call of the prompt. */
export async function callChallenge(
  client: Pick<Client, "login" | "sendSms" | "verify" | "listFactors" | "cancelRecovery">,
  request: ChallengeRequest,
  page: ChallengePage,
): Promise<ChallengeMessage> {
  const { devices } = page;
  switch (request.call) {
    case "login": {
      const { factorId } = request;
      // A login that names a factor is asked for it.
      const call = loginBringing(factorId === undefined ? devices : null, (brought) =>
        client.login({ ...brought, ...(factorId !== undefined && { factorId }) }),
      );
      return outcomeOf(call, (data) => ({ type: "decided", data: usable(data, page), now: Date.now() }), refused);
    }
    case "ceremony": {
      const used = await usePasskey(request.publicKey);
      if ("end" in used) return { type: "ceremony-ended", end: used.end };
      const call = keepingDevice(devices, client.verify({ credential: used.credential, ...remembering(request) }));
      return outcomeOf(call, verified, (problem) => {
        if (problem.code === "unknown_passkey" && problem.rpId !== undefined && problem.credentialId !== undefined)
          void signalUnknown(problem.rpId, problem.credentialId);
        return refused(problem);
      });
    }
    case "sendSms": {
      const { factorId, channel } = request;
      return outcomeOf(
        client.sendSms({ factorId, ...(channel && { channel }) }),
        ({ challenge }) => ({ type: "sms-sent", challenge, now: Date.now() }),
        refused,
      );
    }
    case "listOffer":
      return outcomeOf(client.listFactors(), (data) => ({ type: "offered", offer: offerOf(data) }), refused);
    case "cancelRecovery":
      return outcomeOf(
        client.cancelRecovery({ token: request.token }),
        () => ({ type: "recovery-ended", now: Date.now() }),
        refused,
      );
    case "verify": {
      const { code, challengeId, factorId } = request;
      const body = {
        code,
        ...(challengeId !== null && { challengeId }),
        ...(factorId !== null && { factorId }),
        ...remembering(request),
      };
      return outcomeOf(keepingDevice(devices, client.verify(body)), verified, refused);
    }
  }
}

const remembering = ({ remembers }: { readonly remembers: boolean }) =>
  remembers ? { rememberDevice: { label: deviceLabel(navigator.userAgent) } } : {};

const verified = ({
  assertion,
  accessToken,
  expiresAt,
  method,
  failedSinceLastLogin,
  backupCodes: { remaining },
}: Data<"verify">): ChallengeMessage => ({
  type: "verified",
  result: {
    assertion,
    accessToken,
    expiresAt,
    method,
    failedSinceLastLogin,
    ...(method === backupCodes.type && { backupCodesLeft: remaining }),
  },
});

/** The answer without what this page or this browser cannot go on with. */
function usable(data: LoginDecision, { methods, devices }: ChallengePage): LoginDecision {
  if (!("factors" in data)) return data;
  const { publicKey, trustedDevices, ...rest } = data;
  return {
    ...rest,
    factors: data.factors.filter(({ type }) => methods?.includes(type) ?? true),
    ...(publicKey !== undefined && hindrance() === null && { publicKey }),
    ...(trustedDevices !== undefined && devices !== null && { trustedDevices }),
  };
}
