import { type Refusal, refuse } from "../../account/decision.ts";
import type { SmsFactor } from "../../account/factor.ts";
import type { Confirms, Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { confirmSms, phoneOfChallenge, verifySms } from "./rules.ts";
import { smsCodeMac } from "./sms-code.ts";

export const smsVerifies: Verifies<ProofOf<"sms_code">> = {
  needsChallenges: true,
  async verify(vault, user, { account, challenges }, { code, challengeId, factorId: named }, at) {
    const factorId = phoneOfChallenge(account, challengeId)?.id ?? "";
    if (named !== undefined && factorId !== "" && named !== factorId) return refuse(ofAnother);
    const mac = await smsCodeMac(vault, user, { factorId, challengeId, code });
    return verifySms(account, { challengeId, challenges, mac }, at);
  },
};

const ofAnother: Refusal = {
  code: "invalid_request",
  errors: [{ path: "factorId", message: "The challenge is of another factor; leave factorId out or name that one" }],
};

export const smsConfirms: Confirms<SmsFactor> = {
  async confirm(vault, user, { account, challenges }, { factor, code, policy }, at) {
    const challengeId = factor.challenge?.id ?? "";
    const mac = await smsCodeMac(vault, user, { factorId: factor.id, challengeId, code });
    const challenge = challenges.find(({ id }) => id === challengeId);
    return confirmSms(account, { factor, policy, mac, challenge }, at);
  },
};
