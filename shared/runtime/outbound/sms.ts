import { snsClient } from "../../aws/clients.ts";
import { snsSmsSender } from "../../aws/sns-sms-sender.ts";
import type { OutboundOf } from "../services.ts";

/** For the functions whose route sends SMS. */
export const sendsSms: OutboundOf<"sms"> = (settings) => ({ sms: snsSmsSender(snsClient(), settings) });
