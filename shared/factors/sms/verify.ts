import type { SmsFactor } from "../../account/factor.ts";
import type { Confirms, Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { confirmSms, phoneOfChallenge, verifySms } from "./rules.ts";
import { smsCodeMac } from "./sms-code.ts";

export const smsVerifies: Verifies<ProofOf<"sms_code">> = {
  needsChallenges: true,
  async verify(vault, user, { account, challenges }, { code, challengeId }, at) {
    const factorId = phoneOfChallenge(account, challengeId)?.id ?? "";
    const mac = await smsCodeMac(vault, user, { factorId, challengeId, code });
    return verifySms(account, { challengeId, challenges, mac }, at);
  },
};

export const smsConfirms: Confirms<SmsFactor> = {
  async confirm(vault, user, { account, challenges }, { factor, code, policy }, at) {
    const challengeId = factor.challenge?.id ?? "";
    const mac = await smsCodeMac(vault, user, { factorId: factor.id, challengeId, code });
    const challenge = challenges.find(({ id }) => id === challengeId);
    return confirmSms(account, { factor, policy, mac, challenge }, at);
  },
};
