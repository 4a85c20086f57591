import type { FactorKind } from "../../method/kind.ts";
import { challengeTexts } from "../../texts/areas.ts";

export const totp = {
  icon: "app",
  name: "authenticatorApp",
  sendsCode: false,
  isCeremony: false,
  keyboard: "digits",
  codeLabel: "codeLabel",
  puzzled: "phoneClock",
  lead: ({ translator, name }) =>
    name === null ? translator.say(challengeTexts, "leadTotp") : translator.say(challengeTexts, "leadTotpOf", { name }),
  defaultLabel: "Authenticator app",
  otherWay: "byApp",
  pick: { title: "appTitle", text: "appText" },
  hindrance: () => null,
  recommended: true,
  preRegistered: false,
  inPolicyList: true,
  addAction: null,
  replace: { action: "replaceApp", title: "replaceAppTitle", first: "replaceAppNew" },
} as const satisfies FactorKind;
