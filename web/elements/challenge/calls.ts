import type { Client, Data, LoginDecision, Problem } from "../api.ts";
import { outcomeOf } from "../base/outcome.ts";
import { offerOf } from "../enrollment/offer.ts";
import { backupCodes } from "../factors/backup-code/kind.ts";
import { hindrance, signalUnknown, usePasskey } from "../factors/passkey/ceremony.ts";
import { deviceLabel, type DeviceStore, keepingDevice, loginBringing } from "./device-store.ts";
import type { ChallengeMessage, ChallengeRequest } from "./state.ts";

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
