import type { RunningService } from "./running-service.ts";

/** The e-mails to an address, newest first. */
export async function mailsTo(
  service: RunningService,
  to: string,
): Promise<readonly { subject: string; text: string; html: string }[]> {
  await service.local.drained();
  const { body } = await service.call("GET", "/local/mail");
  return (body["mails"] as { to: string; subject: string; text: string; html: string }[]).filter(
    (mail) => mail.to === to,
  );
}

/** The token of the link in the newest e-mail that has one; "" where none has. */
export async function mailedLink(service: RunningService, to: string): Promise<string> {
  const lines = (await mailsTo(service, to)).flatMap(({ text }) => text.split("\n"));
  return lines.find((line) => /^https?:\/\/\S+\/links\/[\w-]+#\S+$/.test(line))?.split("#")[1] ?? "";
}
