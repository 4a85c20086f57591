import { inspect } from "node:util";
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { sesMailSender } from "../../shared/aws/ses-mail-sender.ts";
import { MailRefused } from "../../shared/ports/outbound.ts";

const mail = { to: "user@example.com", subject: "Subject", text: "Text", html: "<p>Text</p>" };

function ses() {
  const client = new SESv2Client({ region: "local" });
  return { sender: sesMailSender(client, "no-reply@example.com"), mock: mockClient(client) };
}

/** How the sender fails where SES fails with this name. */
async function failureAfter(name: string, message = `Not for ${mail.to}`): Promise<unknown> {
  const { sender, mock } = ses();
  mock.on(SendEmailCommand).rejects(Object.assign(new Error(message), { name }));
  return sender.send(mail).catch((error: unknown) => error);
}

describe("an e-mail", () => {
  it("is sent to one address as plain text and HTML", async () => {
    const { sender, mock } = ses();
    await sender.send(mail);
    const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" });
    expect(mock.commandCalls(SendEmailCommand).map(({ args }) => args[0].input)).toEqual([
      {
        FromEmailAddress: "no-reply@example.com",
        Destination: { ToAddresses: ["user@example.com"] },
        Content: { Simple: { Subject: utf8("Subject"), Body: { Text: utf8("Text"), Html: utf8("<p>Text</p>") } } },
      },
    ]);
  });

  it.each(["MessageRejected", "BadRequestException"])("is refused for good by %s", async (name) => {
    expect(await failureAfter(name)).toBeInstanceOf(MailRefused);
  });

  it.each([
    "TooManyRequestsException",
    "LimitExceededException",
    "InternalServiceErrorException",
    "TimeoutError",
    "SendingPausedException",
    "MailFromDomainNotVerifiedException",
    "AccessDeniedException",
  ])("may go out later after %s", async (name) => {
    const failure = await failureAfter(name);
    expect(failure).not.toBeInstanceOf(MailRefused);
    expect(failure).toMatchObject({ name });
  });

  it.each([
    [
      "MessageRejected",
      `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${mail.to}`,
    ],
    ["BadRequestException", "Configuration set <own-set> does not exist."],
    ["MessageRejected", "Sending paused for this account. For more information, please check the inbox"],
  ])(
    "that waits for the operator (%s: %s) is tried again, and leaves no address in the error",
    async (name, message) => {
      const failure = await failureAfter(name, message);
      expect(failure).not.toBeInstanceOf(MailRefused);
      expect(failure).toMatchObject({ name });
      expect(inspect(failure, { depth: null, showHidden: true })).not.toContain(mail.to);
    },
  );

  it.each(["MessageRejected", "TimeoutError"])("that fails with %s leaves no address in the error", async (name) => {
    expect(inspect(await failureAfter(name), { depth: null, showHidden: true })).not.toContain("user@example.com");
  });
});
