import * as z from "zod/mini";
import {
  type Factor,
  isKnown,
  type KnownFactor,
  type LiveChallenge,
  type PasskeyFactor,
  type SmsFactor,
  type TotpFactor,
  transports,
  type UnknownFactor,
} from "../../account/factor.ts";
import { bytes, compactId, count, fullId, instant, newerIn, storedId, withNewer } from "./stored-parts.ts";

/** The letters that a factor of every type has, in every release: i id, l label, c createdAt, a activeSince, p preferred, z disabled, v pending by a recovery. */
const baseShape = {
  i: storedId,
  l: z.string(),
  c: instant,
  a: z._default(z.nullable(instant), null),
  p: z._default(z.boolean(), false),
  z: z.optional(z.literal(true)),
  v: z.optional(z.literal(true)),
};

type BaseFields = "id" | "label" | "createdAt" | "activeSince" | "preferred" | "disabled" | "recovers" | "newer";

/** The stored shape of one factor type, besides the letters of all. */
export interface StoredKind<F extends KnownFactor, S extends z.core.$ZodShape> {
  readonly shape: S;
  toItem(factor: F): z.input<z.ZodMiniObject<S>>;
  fromItem(stored: z.output<z.ZodMiniObject<S>>): Omit<F, BaseFields>;
}

/** x secret, n lastStep. */
const totpShape = { x: bytes, n: z.int() };

const storedTotp: StoredKind<TotpFactor, typeof totpShape> = {
  shape: totpShape,
  toItem: ({ secret, lastStep }) => ({ x: secret, n: lastStep }),
  fromItem: ({ x, n }) => ({ type: "totp", secret: x, lastStep: n }),
};

const challengePrefix = "chl_";

/** Id, wrong guesses, used. */
const storedChallenge = z.tuple([storedId, count, z.boolean()]);

/** x phone, y country, r range, o preRegistered, h challenge, d sends (streak and the instant of the next). */
const smsShape = {
  x: bytes,
  y: z.optional(z.string()),
  r: z.optional(bytes),
  o: z._default(z.boolean(), false),
  h: z._default(z.nullable(storedChallenge), null),
  d: z._default(z.tuple([count, instant]), [0, 0]),
};

const storedSms: StoredKind<SmsFactor, typeof smsShape> = {
  shape: smsShape,
  toItem: ({ phone, country, range, preRegistered, challenge, sends }) => ({
    x: phone,
    ...(country !== undefined && { y: country }),
    ...(range !== undefined && { r: new Uint8Array(Buffer.from(range, "base64url")) }),
    ...(preRegistered && { o: true }),
    ...(challenge !== null && { h: challengeToItem(challenge) }),
    ...((sends.streak !== 0 || sends.nextAt !== 0) && { d: [sends.streak, sends.nextAt] }),
  }),
  fromItem: ({ x, y, r, o, h, d: [streak, nextAt] }) => ({
    type: "sms",
    phone: x,
    ...(y !== undefined && { country: y }),
    ...(r && { range: Buffer.from(r).toString("base64url") }),
    preRegistered: o,
    challenge: challengeFromItem(h),
    sends: { streak, nextAt },
  }),
};

const challengeToItem = ({ id, wrongGuesses, used }: LiveChallenge): z.input<typeof storedChallenge> => [
  compactId(challengePrefix, id),
  wrongGuesses,
  used,
];

const challengeFromItem = (stored: z.output<typeof storedChallenge> | null): LiveChallenge | null => {
  if (stored === null) return null;
  const [id, wrongGuesses, used] = stored;
  return { id: fullId(challengePrefix, id), wrongGuesses, used };
};

/** n signCount, f the bits: 1 backup eligible, 2 backed up, from 4 on the transports, and after these that it is unseen. */
const passkeyShape = { n: z._default(count, 0), f: z._default(count, 0) };

const eligible = 1;
const backed = 2;
const firstTransport = 2;
const unseen = 1 << 8;

const storedPasskey: StoredKind<PasskeyFactor, typeof passkeyShape> = {
  shape: passkeyShape,
  toItem: ({ signCount, backupEligible, backedUp, isUnseen, transports: own }) => {
    const flags = (backupEligible ? eligible : 0) | (backedUp ? backed : 0) | (isUnseen ? unseen : 0);
    const f = own.reduce((bits, one) => bits | (1 << (firstTransport + transports.indexOf(one))), flags);
    return { ...(signCount !== 0 && { n: signCount }), ...(f !== 0 && { f }) };
  },
  fromItem: ({ n, f }) => ({
    type: "passkey",
    signCount: n,
    backupEligible: (f & eligible) !== 0,
    backedUp: (f & backed) !== 0,
    ...((f & unseen) !== 0 && { isUnseen: true }),
    transports: transports.filter((_, at) => (f & (1 << (firstTransport + at))) !== 0),
  }),
};

const factorPrefix = "fac_";

type Item = Readonly<Record<string, unknown>>;

const base = z.object(baseShape);
const named = z.looseObject({ t: z.string() });

/** The name of each factor type in attribute `t`. */
const storedNames = { totp: "totp", sms: "sms", passkey: "key" } as const satisfies Record<KnownFactor["type"], string>;

/** The reader of each shape, by that name. */
const stored = {
  [storedNames.totp]: reader(storedNames.totp, storedTotp.shape, storedTotp.fromItem),
  [storedNames.sms]: reader(storedNames.sms, storedSms.shape, storedSms.fromItem),
  [storedNames.passkey]: reader(storedNames.passkey, storedPasskey.shape, storedPasskey.fromItem),
} as const satisfies Record<(typeof storedNames)[KnownFactor["type"]], unknown>;

function reader<S extends z.core.$ZodShape, T>(
  type: string,
  shape: S,
  fromItem: (item: z.output<z.ZodMiniObject<S>>) => T,
) {
  const whole = { ...baseShape, ...shape, t: z.literal(type) };
  const schema = z.looseObject(whole);
  return (item: Item) => {
    const read = schema.parse(item) as z.output<typeof base> & z.output<z.ZodMiniObject<S>>;
    const newer = newerIn(item, Object.keys(whole));
    return { ...baseOf(read), ...fromItem(read), ...(newer && { newer }) };
  };
}

const baseOf = ({ i, l, c, a, p, z: disabled, v: recovers }: z.output<typeof base>) => ({
  id: fullId(factorPrefix, i),
  label: l,
  createdAt: c,
  activeSince: a,
  preferred: p,
  ...(disabled && { disabled }),
  ...(recovers && { recovers }),
});

/** A factor in its short form. Throws for a known type that is not of its shape; a type that only a newer release knows is kept as it is. */
export const storedFactor = z.pipe(
  named,
  z.transform((item, context): Factor => {
    if (!isStoredType(item.t)) return unknownFactor(item);
    try {
      return stored[item.t](item);
    } catch {
      context.issues.push({ code: "custom", message: "is not of its type", input: item });
      return z.NEVER;
    }
  }),
);

const isStoredType = (type: string): type is keyof typeof stored => Object.hasOwn(stored, type);

/** Its common letters are read where they can be; where they cannot, it counts as active, so that 2FA stays on. */
function unknownFactor(item: Item): UnknownFactor {
  const read = base.safeParse(item);
  const common = read.success
    ? baseOf(read.data)
    : { id: "", label: "", createdAt: 0, activeSince: 0, preferred: false };
  return { ...common, type: "unknown", stored: item };
}

export function factorToItem(factor: Factor): Item {
  if (!isKnown(factor)) return unknownToItem(factor);
  return withNewer(factor.newer, {
    i: compactId(factorPrefix, factor.id),
    l: factor.label,
    c: factor.createdAt,
    ...(factor.activeSince !== null && { a: factor.activeSince }),
    ...(factor.preferred && { p: true }),
    ...(factor.disabled && { z: true }),
    ...(factor.recovers && { v: true }),
    t: storedNames[factor.type],
    ...typeToItem(factor),
  });
}

function typeToItem(factor: KnownFactor): Item {
  switch (factor.type) {
    case "totp":
      return storedTotp.toItem(factor);
    case "sms":
      return storedSms.toItem(factor);
    case "passkey":
      return storedPasskey.toItem(factor);
  }
}

/** Byte for byte, unless the user gave it another name or made another factor the preferred one. */
function unknownToItem({ stored: item, label, preferred }: UnknownFactor): Item {
  const before = unknownFactor(item);
  if (before.label === label && before.preferred === preferred) return item;
  return { ...item, l: label, p: preferred };
}
