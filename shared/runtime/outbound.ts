import { eventBridgeClient, logsClient, sesClient, smsVoiceClient, snsClient } from "../aws/clients.ts";
import { endUserMessagingSender, messageFeedback, notifySender, snsSmsSender } from "../aws/sms-sender.ts";
import { type OutboundOf, systemClock } from "./services.ts";
import { cloudWatchAuditLog } from "../aws/cloudwatch-audit-log.ts";
import { eventBridgeBus } from "../aws/event-bridge-bus.ts";
import { sesMailSender } from "../aws/ses-mail-sender.ts";
import { Metrics } from "@aws-lambda-powertools/metrics";

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

/** For the function that writes the audit log. */
export const audits: OutboundOf<"audit"> = ({ auditLogGroup }) => ({
  audit: cloudWatchAuditLog(logsClient(), { auditLogGroup, clock: systemClock }),
});

/** For the function that puts events on the bus. */
export const publishes: OutboundOf<"bus"> = ({ eventBusName }) => ({
  bus: eventBridgeBus(eventBridgeClient(), eventBusName),
});

/** For the function that tells users of changes. */
export const sendsMail: OutboundOf<"mail"> = ({ mailFrom }) =>
  mailFrom === undefined ? {} : { mail: sesMailSender(sesClient(), mailFrom) };

/** For functions that count. The bus is named after the stage: the metrics of two stages in one account stay apart. */
export const counts: OutboundOf<"metrics"> = ({ eventBusName }) => ({
  metrics: new Metrics({ namespace: "Countersign", serviceName: eventBusName }),
});
