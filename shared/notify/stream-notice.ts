import type { DynamoDBRecord } from "aws-lambda";
import { accountFromItem } from "../aws/dynamodb/account-item.ts";
import { type Account, activeOf, emptyAccount, findFactor, formerContactsAt, isEnabled } from "../account/account.ts";
import { isActive, type Sealed, type SmsFactor } from "../account/factor.ts";
import { plainImage, readRecord, type StreamEntry, type StreamImage } from "../events/stream-record.ts";
import type { Link } from "../access/links.ts";
import { unused } from "../account/guess-budget.ts";
import { mayReopen } from "../account/guesses.ts";
import { dayMillis } from "../account/instant.ts";
import { changeOfLink, linkIdOf } from "../account/undo.ts";
import type { Recovery } from "../account/recovery-state.ts";
import type { UserKey } from "../ports/stores.ts";
import { type NotifiedEvent, notifiedEvent } from "./notified.ts";

/** An event that a user is to be notified of. */
export interface Notice {
  readonly user: UserKey;
  readonly event: NotifiedEvent;
  /** Where the user could be reached before the change, and where since; and the contacts before those that are told for a while. */
  readonly contacts: {
    readonly before: Sealed | null;
    readonly after: Sealed | null;
    readonly former?: readonly Sealed[];
  };
  /** The link that its e-mail brings; null: none. */
  readonly link: Omit<Link, "user"> | null;
  /** Told of a recovery too. */
  readonly phones?: readonly SmsFactor[];
  readonly recovery?: Recovery | undefined;
}

/** An event of the table's stream as the consumer that tells users sees it. */
export interface StreamNotice {
  readonly sequenceNumber: string;
  /** Null: nothing to tell. "unreadable": this version cannot tell. */
  readonly notice: Notice | null | "unreadable";
}

export const readNotices = (record: DynamoDBRecord): readonly StreamNotice[] =>
  readRecord(record).map((entry) => readNotice(record, entry));

function readNotice(record: DynamoDBRecord, { sequenceNumber, event }: StreamEntry): StreamNotice {
  if (event === null || event === "unreadable") return { sequenceNumber, notice: event };
  const { tenant, ref } = event;
  if (ref === null) return { sequenceNumber, notice: null };
  try {
    const notified = notifiedEvent(event);
    const [before, after] = [accountOf(record.dynamodb?.OldImage), accountOf(record.dynamodb?.NewImage)];
    if (notified === null || wasPending(notified, before) || isOff(notified, after))
      return { sequenceNumber, notice: null };
    const former = formerContactsAt(after, Date.parse(event.at)).map(({ contact }) => contact);
    const contacts = { before: before.contact, after: after.contact, former };
    const phones = activeOf(notified.type === "recovery.completed" ? before : after, "sms");
    const link = linkOf(notified, after);
    return {
      sequenceNumber,
      notice: { user: { tenant, ref }, event: notified, contacts, link, phones, recovery: after.recovery },
    };
  } catch {
    return { sequenceNumber, notice: "unreadable" };
  }
}

const reopenDays = 7;

/** The account names the link of its newest event; where it can do nothing there is none. */
function linkOf({ id: eventId, type, at, data }: NotifiedEvent, account: Account): Notice["link"] {
  const id = linkIdOf(eventId);
  const time = Date.parse(at);
  switch (type) {
    case "factor.removed":
    case "two_factor.disabled": {
      const change = changeOfLink(account, id, { now: time });
      return change && { kind: "changed", id, at: time, expiresAt: change.until };
    }
    case "method.disabled":
    case "method.locked":
    case "code.rejected": {
      const { closing } = account.guesses[data.method];
      const opens = closing?.link === id && mayReopen({ ...unused, closing }, { now: time });
      return opens ? { kind: "reopen", id, at: time, expiresAt: time + reopenDays * dayMillis } : null;
    }
    default:
      return null;
  }
}

const accountOf = (image: StreamImage | undefined): Account =>
  image === undefined ? emptyAccount : accountFromItem(plainImage(image)).account;

/** A set-up that the user gave up guarded nothing, so there is nothing to warn of. */
function wasPending(event: NotifiedEvent, before: Account): boolean {
  if (event.type !== "factor.removed") return false;
  const removed = findFactor(before, event.data.factorId);
  return removed !== undefined && !isActive(removed);
}

/** A restore leaves nothing to do for who had switched 2FA off, and must not write to somebody who had been erased. */
const isOff = (event: NotifiedEvent, after: Account): boolean => event.type === "account.restored" && !isEnabled(after);
