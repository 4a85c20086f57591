import { smsVoiceClient, snsClient } from "../../aws/clients.ts";
import { endUserMessagingSender, messageFeedback, notifySender } from "../../aws/end-user-messaging.ts";
import { snsSmsSender } from "../../aws/sns-sms-sender.ts";
import type { OutboundOf } from "../services.ts";

/**
 * For the functions whose route sends SMS. Bundling puts the stage's provider in the place of the variable (infra/bundling.ts), so that
 * each bundle carries the one client that it uses.
 */
export const sendsSms: OutboundOf<"sms"> = (settings) =>
  process.env["SMS_PROVIDER"] === "end-user-messaging"
    ? { sms: endUserMessagingSender(smsVoiceClient(), settings) }
    : sendsOtherwise(settings);

const sendsOtherwise: OutboundOf<"sms"> = (settings) =>
  process.env["SMS_PROVIDER"] === "notify"
    ? { sms: notifySender(smsVoiceClient(), settings) }
    : { sms: snsSmsSender(snsClient(), settings) };

/** For the function that tells the provider which codes came back. */
export const tellsProvider: OutboundOf<"feedback"> = () => ({ feedback: messageFeedback(smsVoiceClient()) });
