import * as z from "zod/mini";
import type { Account, BackupCodeSet, ContactMark, Device } from "../../account/account.ts";
import { type AccountEvent, actorRoles, type RecordedEvent, versionOf } from "../../account/events.ts";
import {
  bytes,
  compactId,
  count,
  fullId,
  instant,
  newerIn,
  readAs,
  storedId,
  version,
  withNewer,
} from "./stored-parts.ts";
import {
  bypassCodeToItem,
  callerCheckToItem,
  guessesToItem,
  pair,
  pairToItem,
  readDay,
  readGuesses,
  recoveryFromItem,
  recoveryToItem,
  storedBypassCode,
  storedCallerCheck,
  storedGuesses,
  storedRecovery,
  storedTrace,
  traceFromItem,
  traceToItem,
  undoFromItem,
  undoShape,
  undoToItem,
} from "./account-parts.ts";
import { factorToItem, storedFactor } from "./factor-item.ts";
import { seconds } from "../../account/instant.ts";

const idPrefix = "evt_";

/** The event as attribute `e` of the item that it happened to, and of an activity item. */
export const storedEvent = z.object({
  i: storedId,
  /** Open: a newer release may have written a type that this one does not know. */
  t: z.string(),
  /** Version of the data; 1 is left out. */
  v: z._default(z.int().check(z.minimum(1)), 1),
  a: instant,
  /** Actor: role and reference. */
  r: z.enum(actorRoles),
  u: z.string(),
  d: z._default(z.record(z.string(), z.unknown()), {}),
});
type StoredEvent = z.input<typeof storedEvent>;

export const eventToItem = ({
  id,
  type,
  version: dataVersion = versionOf(type),
  at,
  actor,
  data,
}: RecordedEvent): StoredEvent => ({
  i: compactId(idPrefix, id),
  t: type,
  ...(dataVersion !== 1 && { v: dataVersion }),
  a: at,
  r: actor.role,
  u: actor.ref,
  ...(Object.keys(data).length > 0 && { d: data }),
});

/** Data was checked by type when it was written and may be of another version since: it is handed on as it is. */
export const eventFromItem = ({ i, t, v, a, r, u, d }: z.output<typeof storedEvent>): RecordedEvent => ({
  id: fullId(idPrefix, i),
  type: t,
  ...(v !== 1 && { version: v }),
  at: a,
  actor: { role: r, ref: u },
  data: d,
});

/** Events of the same write beside `e`: time and actor are those of `e`. */
export const storedBeside = z.pick(storedEvent, { i: true, t: true, v: true, d: true });

const besideToItem = (event: RecordedEvent): z.input<typeof storedBeside> => {
  const { a: _at, r: _role, u: _ref, ...beside } = eventToItem(event);
  return beside;
};

/** Only the id: an account stays readable even if its newest event is of a type that this version does not know. */
export const storedEventId = z.pipe(
  z.object({ i: storedId }),
  z.transform(({ i }) => fullId(idPrefix, i)),
);

const devicePrefix = "dev_";

/** 53 bytes with a label of 13: id, uses, last use, end, label, and the second in which it was made. */
const storedDevice = z.pipe(
  z.tuple([storedId, count, instant, instant, z.string(), bytes.check(z.refine(({ length }) => length === 4))]),
  z.transform(([id, uses, lastUsedAt, until, label, made]): Device => {
    const createdAt = seconds(Buffer.from(made).readUInt32BE());
    return { id: fullId(devicePrefix, id), uses, lastUsedAt, until, label, createdAt };
  }),
);

function deviceToItem({ id, uses, lastUsedAt, until, label, createdAt }: Device) {
  const made = Buffer.alloc(4);
  made.writeUInt32BE(createdAt / seconds(1));
  return [compactId(devicePrefix, id), uses, lastUsedAt, until, label, new Uint8Array(made)];
}

const codesShape = { g: instant, x: bytes, h: bytes, u: z._default(count, 0) };

/**
 * The account in its short form, so that all of it and its newest event fit in one write unit of 1,024 bytes:
 * v version, f factors, b backup codes, g guesses, d SMS of the day, w waits of a removed set-up, p pre-registered phone, c contact,
 * m mark of the contact (hash, and 1 if verified), q former contacts, k devices, n epoch, a id of the exempt access token, l passkey logins,
 * y the first of them, z bypass code (end, salt, digest, 1 if used), t caller check (sends of the day, and its words), F staged factor,
 * L links of removals, X end of a freeze, r recovery, u bounds of recoveries (mails since, mails, last wait), i power over others once,
 * o true if an admin said that the user must, h since when the grace runs, e event, j further events of the same write.
 * Default values are left out.
 */
const shape = {
  v: z.int().check(z.minimum(1)),
  f: z._default(z.array(storedFactor), []),
  b: z._default(z.nullable(z.looseObject(codesShape)), null),
  g: z.prefault(storedGuesses, {}),
  d: pair,
  w: pair,
  p: z._default(z.nullable(bytes), null),
  c: z._default(z.nullable(bytes), null),
  k: z._default(z.array(storedDevice), []),
  n: z._default(count, 0),
  a: z._default(z.nullable(storedId), null),
  m: z._default(z.nullable(bytes), null),
  q: z._default(z.array(z.tuple([bytes, instant])), []),
  l: z._default(count, 0),
  y: z._default(z.nullable(instant), null),
  t: z.optional(storedCallerCheck),
  z: z.optional(storedBypassCode),
  ...undoShape,
  r: z.optional(storedRecovery),
  u: z.optional(storedTrace),
  i: z.optional(z.literal(1)),
  o: z.optional(z.literal(true)),
  h: z.optional(instant),
  e: z._default(z.nullable(storedEventId), null),
};
const readers = { [version]: z.object(shape) };
/** Attributes of the item that the account does not hold: keys and schema version. */
const known = [...Object.keys(shape), "j", "pk", "sk", "s"];

/** The attributes of the account's item, at the version that the write gives it. */
export const accountToItem = (
  account: Account,
  event: AccountEvent | undefined,
  also: readonly AccountEvent[] = [],
): Readonly<Record<string, unknown>> =>
  withNewer(account.newer, {
    s: version,
    v: account.version + 1,
    ...(account.factors.length > 0 && { f: account.factors.map(factorToItem) }),
    ...(account.backupCodes !== null && { b: backupCodesToItem(account.backupCodes) }),
    ...guessesToItem(account.guesses),
    ...pairToItem("d", account.smsDay.count, account.smsDay.since),
    ...pairToItem("w", account.setUpSends.streak, account.setUpSends.nextAt),
    ...(account.preRegisteredPhone !== null && { p: account.preRegisteredPhone }),
    ...(account.contact !== null && { c: account.contact }),
    ...(account.devices.length > 0 && { k: account.devices.map(deviceToItem) }),
    ...(account.epoch !== 0 && { n: account.epoch }),
    ...(account.exemptTokenId !== null && { a: compactId("", account.exemptTokenId) }),
    ...(account.contactMark && { m: markToBytes(account.contactMark) }),
    ...(account.formerContacts && { q: account.formerContacts.map(({ contact, until }) => [contact, until]) }),
    ...(account.passkeyLogins !== 0 && { l: account.passkeyLogins }),
    ...(account.firstPasskeyLogin !== null && { y: account.firstPasskeyLogin }),
    ...(account.callerCheck && { t: callerCheckToItem(account.callerCheck) }),
    ...(account.bypassCode && { z: bypassCodeToItem(account.bypassCode) }),
    ...undoToItem(account),
    ...(account.recovery && { r: recoveryToItem(account.recovery) }),
    ...(account.recoveryTrace && { u: traceToItem(account.recoveryTrace) }),
    ...(account.heldRole && { i: 1 }),
    ...(account.required && { o: true }),
    ...(account.graceSince !== undefined && { h: account.graceSince }),
    ...(event !== undefined && { e: eventToItem(event) }),
    ...(also.length > 0 && { j: also.map(besideToItem) }),
  });

const markToBytes = ({ hash, verified }: ContactMark): Uint8Array =>
  Uint8Array.from([...hash, ...(verified ? [1] : [])]);
/** Bytes of the hash in a mark. */
const markHash = 4;
export const markOf = (mark: Uint8Array): ContactMark => ({
  hash: mark.slice(0, markHash),
  verified: mark.length > markHash,
});

const backupCodesToItem = ({ generatedAt, salt, digests, used, newer }: BackupCodeSet) =>
  withNewer(newer, {
    g: generatedAt,
    x: salt,
    h: digests,
    ...(used !== 0 && { u: used }),
  });

function backupCodesFromItem(b: z.output<z.ZodMiniObject<typeof codesShape>>): BackupCodeSet {
  const newer = newerIn(b, Object.keys(codesShape));
  return { generatedAt: b.g, salt: b.x, digests: b.h, used: b.u, ...(newer && { newer }) };
}

/** The account of an item, and the id of the event that the write of it carried. */
export function accountFromItem(item: Readonly<Record<string, unknown>>): {
  readonly account: Account;
  readonly lastEventId: string | null;
} {
  const read = readAs("account", readers, item);
  const { v, f, b, g, d, w, p, c, k, n, a, m, q, l, y, t, z: bypass, r, u, i, o, h, e, ...undo } = read;
  const newer = newerIn(item, known);
  return {
    account: {
      version: v,
      factors: f,
      backupCodes: b && backupCodesFromItem(b),
      guesses: readGuesses(g),
      smsDay: readDay(d),
      setUpSends: { streak: w[0], nextAt: w[1] },
      preRegisteredPhone: p,
      contact: c,
      devices: k,
      epoch: n,
      exemptTokenId: a === null ? null : fullId("", a),
      ...(m && { contactMark: markOf(m) }),
      ...(q.length > 0 && { formerContacts: q.map(([contact, until]) => ({ contact, until })) }),
      passkeyLogins: l,
      firstPasskeyLogin: y,
      ...(t && { callerCheck: t }),
      ...(bypass && { bypassCode: bypass }),
      ...undoFromItem(undo),
      ...(r && { recovery: recoveryFromItem(r) }),
      ...(u && { recoveryTrace: traceFromItem(u) }),
      ...(i && { heldRole: true }),
      ...(o && { required: o }),
      ...(h !== undefined && { graceSince: h }),
      ...(newer && { newer }),
    },
    lastEventId: e,
  };
}
