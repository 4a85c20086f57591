import { html } from "lit";
import type { FactorKind, LeadContext } from "../../method/kind.ts";
import { phoneNumber } from "../../parts/phone-number.ts";
import { challengeTexts } from "../../texts/areas.ts";

export const sms = {
  icon: "message",
  name: "phone",
  sendsCode: true,
  isCeremony: false,
  keyboard: "digits",
  codeLabel: "codeLabel",
  puzzled: null,
  lead,
  defaultLabel: "Phone",
  otherWay: "bySms",
  pick: { title: "smsTitle", text: "smsText" },
  hindrance: () => null,
  recommended: false,
  preRegistered: true,
  inPolicyList: true,
  addAction: null,
  replace: { action: "replacePhone", title: "replacePhoneTitle", first: "replacePhoneNew" },
} as const satisfies FactorKind;

function lead({ translator, now, phoneNumber: masked, sent, isSending, isCall }: LeadContext): unknown {
  const number = phoneNumber(sent?.challenge.sentTo ?? masked ?? "");
  if (isCall && isSending) return html`${translator.say(challengeTexts, "leadCall")} ${number}.`;
  if (isSending) return html`${translator.say(challengeTexts, "leadSending")} ${number}.`;
  if (sent === null || sent.end !== null) return html`${translator.say(challengeTexts, "leadUnsent")} ${number}.`;
  const until = translator.say(challengeTexts, "validUntil", {
    time: translator.clock(Date.parse(sent.challenge.expiresAt), now),
  });
  if (!isCall) return html`${translator.say(challengeTexts, "leadSent")} ${number}. ${until}`;
  const spoken = `${translator.say(challengeTexts, "callText")} ${until}`;
  return html`${translator.say(challengeTexts, "leadCall")} ${number}. ${spoken}`;
}
