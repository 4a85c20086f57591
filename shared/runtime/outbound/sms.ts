import { smsVoiceClient, snsClient } from "../../aws/clients.ts";
import { endUserMessagingSender, messageFeedback, notifySender } from "../../aws/end-user-messaging.ts";
import { snsSmsSender } from "../../aws/sns-sms-sender.ts";
import type { SmsSender } from "../../ports/outbound.ts";
import type { Settings } from "../../settings/settings.ts";
import type { OutboundOf } from "../services.ts";

/**
 * For the functions whose route sends SMS. Bundling puts the stage's provider in the place of the variable (infra/bundling.ts), so that
 * each bundle carries the one client that it uses.
 */
export const sendsSms: OutboundOf<"sms"> = (settings) => ({
  sms:
    process.env["SMS_PROVIDER"] === "end-user-messaging"
      ? endUserMessagingSender(smsVoiceClient(), settings)
      : otherSender(settings),
});

const otherSender = (settings: Settings): SmsSender =>
  process.env["SMS_PROVIDER"] === "notify"
    ? notifySender(smsVoiceClient(), settings)
    : snsSmsSender(snsClient(), settings);

/** For the function that tells the provider which codes came back. */
export const tellsProvider: OutboundOf<"feedback"> = () => ({ feedback: messageFeedback(smsVoiceClient()) });
