import type { DynamoDBRecord } from "aws-lambda";
import { beforeEach } from "vitest";
import { serve } from "../../functions/events/notify-user.ts";
import { lambdaContext } from "../../local/functions.ts";
import { type Item, streamRecord } from "../../local/stream.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import { sealContact } from "../../shared/access/sealed-values.ts";
import { accountToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { accountKey } from "../../shared/aws/dynamodb/keys.ts";
import { type Account, emptyAccount } from "../../shared/account/account.ts";
import type { Sealed } from "../../shared/account/factor.ts";
import type { AccountEvent, EventDraft } from "../../shared/account/events.ts";
import { type AllServices, newId } from "../../shared/runtime/services.ts";
import type { Mail } from "../../shared/ports/outbound.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import { totp } from "../aws/examples.ts";
import { runningService } from "../harness/running-service.ts";

export const reset: EventDraft = { type: "account.reset", data: { factors: 1, backupCodes: 3, reason: "Lost" } };

/** The real table and vault for the tests of a file; the mailbox is the test's, so that it can fail. */
export function noticeSender() {
  const service = runningService();
  const sent: Mail[] = [];
  const written: string[] = [];
  const mailbox: { onSend: (mail: Mail) => Promise<void> | void } = { onSend: () => {} };
  beforeEach(() => {
    for (const list of [sent, written]) list.length = 0;
    mailbox.onSend = () => {};
  });

  const { logger, metrics: counts } = telemetryInto(
    { log: (line) => written.push(line), metric: (line) => written.push(line) },
    "DEBUG",
  );
  const mail: NonNullable<AllServices["mail"]> = {
    send: async (one) => {
      await mailbox.onSend(one);
      sent.push(one);
    },
  };
  /** The sequence numbers that the function names as failed. */
  async function notify(
    Records: readonly DynamoDBRecord[],
    more: Omit<Partial<AllServices>, "mail"> & { readonly hasSender?: boolean } = {},
  ): Promise<readonly string[]> {
    const { hasSender = true, ...changed } = more;
    const { mail: _none, ...others } = service.local.services;
    const sender = hasSender ? { mail } : {};
    const run = serve({ ...others, telemetry: { logger }, metrics: counts, ...sender, ...changed });
    const { batchItemFailures } = await run({ Records: [...Records] }, lambdaContext("test"));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  let users = 0;
  const someUser = (): UserKey => ({ tenant: "acme", ref: `usr_${String((users += 1))}` });
  const contactOf = (user: UserKey, email: string, language = "en"): Promise<Sealed> =>
    sealContact(service.local.services.vault, user, { email, language });
  const itemOf = (user: UserKey, account: Partial<Account>, draft?: EventDraft): Item => {
    const { clock, random } = service.local.services;
    const actor = { role: "user", ref: user.ref } as const;
    const event: AccountEvent | undefined = draft && {
      ...draft,
      id: newId("evt", random),
      at: clock.now(),
      actor,
    };
    return { ...accountKey(user), ...accountToItem({ ...emptyAccount, ...account }, event) };
  };

  /** The record of a reset of a user with this address. */
  async function resetOf(email: string): Promise<DynamoDBRecord> {
    const user = someUser();
    const contact = await contactOf(user, email);
    return recordOf(itemOf(user, { contact }, reset), itemOf(user, { contact }));
  }

  /** The record of a write that changes the contact from one to the other. */
  async function renewed(before: string | null, after: string | null, language = "en"): Promise<DynamoDBRecord> {
    const user = someUser();
    const contactFor = async (email: string | null) => (email === null ? null : contactOf(user, email, language));
    const data = { factorId: totp.id, factorType: "totp", first: true } as const;
    return recordOf(
      itemOf(user, { contact: await contactFor(after) }, { type: "factor.activated", data }),
      itemOf(user, { contact: await contactFor(before) }),
    );
  }

  const metrics = (): Record<string, number> => {
    const lines = written.filter((line) => line.includes("CloudWatchMetrics"));
    return Object.assign({}, ...lines.map(countsOf));
  };
  const addresses = (): readonly string[] => sent.map(({ to }) => to);
  return { service, sent, written, mailbox, notify, someUser, contactOf, itemOf, resetOf, renewed, metrics, addresses };
}

let place = 0;
export const recordOf = (newItem: Item, oldItem: Item | null): DynamoDBRecord =>
  streamRecord({ keyNames: ["pk", "sk"], newItem, oldItem, place: (place += 1), region: "local", tableName: "t" });
export const sequence = (record: DynamoDBRecord | undefined): string => record?.dynamodb?.SequenceNumber ?? "";

function countsOf(line: string): Record<string, unknown> {
  const { _aws: _, service: __, ...counts } = JSON.parse(line) as Record<string, unknown>;
  return counts;
}
