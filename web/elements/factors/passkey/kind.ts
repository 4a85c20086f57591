import type { FactorKind } from "../../method/kind.ts";
import { challengeTexts } from "../../texts/areas.ts";
import { hindrance } from "./ceremony.ts";

export const passkey = {
  icon: "fingerprint",
  name: "passkeyName",
  sendsCode: false,
  isCeremony: true,
  keyboard: "digits",
  codeLabel: "codeLabel",
  puzzled: null,
  lead: ({ translator }) => translator.say(challengeTexts, "leadPasskey"),
  defaultLabel: "Passkey",
  otherWay: "byPasskey",
  pick: { title: "passkeyTitle", text: "passkeyText" },
  hindrance,
  recommended: true,
  preRegistered: false,
  inPolicyList: false,
  addAction: "addPasskey",
  replace: null,
} as const satisfies FactorKind;
