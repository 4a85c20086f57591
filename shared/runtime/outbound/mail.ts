import { sesClient } from "../../aws/clients.ts";
import { sesMailSender } from "../../aws/ses-mail-sender.ts";
import type { OutboundOf } from "../services.ts";

/** For the function that tells users of changes. */
export const sendsMail: OutboundOf<"mail"> = ({ mailFrom }) =>
  mailFrom === undefined ? {} : { mail: sesMailSender(sesClient(), mailFrom) };
