import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { SmsNotSent } from "../ports/outbound.ts";

export type Wait = (millis: number) => Promise<unknown>;

/** Longest waits before another try, in milliseconds: together less than the hand-over of a send may take. */
const waits = [100, 300, 600];

/** Half of the wait at least, so that callers that were refused together do not come back together. */
const jittered = (millis: number): number => randomInt(millis / 2, millis + 1);

/** Hands one message to a provider. A refusal that may pass is tried again; a lost answer never is, since the message may be on its way. */
export async function handOver(
  provider: string,
  send: () => Promise<{ readonly MessageId?: string | undefined }>,
  wait: Wait = setTimeout,
): Promise<{ readonly messageId: string | null }> {
  for (let tries = 0; ; tries += 1)
    try {
      const { MessageId } = await send();
      return { messageId: MessageId ?? null };
    } catch (error) {
      const pause = waits[tries];
      if (!isRefusal(error) || isOfMessage(error) || pause === undefined)
        throw new SmsNotSent(`${provider} did not take the message`, {
          mayHaveLeft: !isRefusal(error),
          cause: withoutContent(error),
        });
      await wait(jittered(pause));
    }
}

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}
const sdkError = (error: unknown): SdkError => (error instanceof Error ? error : {});

/** The connection was never made. */
const unconnected: readonly string[] = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** The provider took nothing for certain: it said so (4xx, throttling too), or was not reached. After anything else the message may be on its way. */
function isRefusal(error: unknown): boolean {
  const { code = "", $metadata: { httpStatusCode: status = 0 } = {} } = sdkError(error);
  return unconnected.includes(code) || (status >= 400 && status < 500 && status !== 408);
}

/** It would refuse this message again: a number that cannot be, whose owner wants none, or that a filter blocks. */
const isOfMessage = (error: unknown): boolean =>
  /^(InvalidParameter|Validation|OptedOut|Conflict)/.test(sdkError(error).name ?? "");

/** Name of the failure, without the provider's message, which can quote the phone number. */
function withoutContent(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { httpStatusCode, requestId } = sdkError(error).$metadata ?? {};
  return { name: error.name, httpStatusCode, requestId };
}
