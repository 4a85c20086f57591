import { SendEmailCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { MailRefused, type MailSender } from "../ports/outbound.ts";

/**
 * Refusals of the e-mail itself, which SES would repeat. Other failures may pass (throttling, outages) or be fixed by the operator
 * (paused sending, an unverified domain, a missing permission), so the e-mail is worth another try.
 */
const refusals: readonly string[] = ["MessageRejected", "BadRequestException"];

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
      const name = error instanceof Error ? error.name : typeof error;
      if (refusals.includes(name)) throw new MailRefused(name);
      throw Object.assign(new Error("SES did not take the e-mail"), { name });
    }
  },
});
