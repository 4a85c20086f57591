import { SendEmailCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { MailRefused, type MailSender } from "../ports/outbound.ts";

/** Refusals of the e-mail itself, which SES would repeat. Other failures may pass (throttling, outages). */
const refusals: readonly string[] = ["MessageRejected", "BadRequestException"];

/**
 * Refusals that the operator ends, under the names that SES has for others too: an identity that is not verified, in the sandbox also the
 * recipient's, a configuration set that is gone. The e-mail is worth another try, as it is while sending is paused or a permission is missing.
 */
const fixable = /not verified|sandbox|configuration set|sending (is )?(paused|disabled)/i;

const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });

export const sesMailSender = (ses: SESv2Client, from: string): MailSender => ({
  async send({ to, subject, text, html }) {
    const email = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) } } },
    });
    try {
      await ses.send(email);
    } catch (error) {
      // Not its message and no cause: SES quotes the address.
      const { name, message } = error instanceof Error ? error : { name: typeof error, message: "" };
      if (refusals.includes(name) && !fixable.test(message)) throw new MailRefused(name);
      throw Object.assign(new Error("SES did not take the e-mail"), { name });
    }
  },
});
