import { snsClient } from "../../aws/clients.ts";
import { snsSmsSender } from "../../aws/sns-sms-sender.ts";
import type { OutletsOf } from "../services.ts";

/** For the functions whose route sends SMS. */
export const sendsSms: OutletsOf = (settings) => ({ sms: snsSmsSender(snsClient(), settings) });
