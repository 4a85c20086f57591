import * as z from "zod/mini";
import { type Factor, isKnown, type KnownFactor, type UnknownFactor } from "../../../account/factor.ts";
import { compactId, fullId, newerIn, withNewer } from "../stored-parts.ts";
import { storedPasskey } from "./passkey.ts";
import { storedSms } from "./sms.ts";
import { baseShape } from "./stored-kind.ts";
import { storedTotp } from "./totp.ts";

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
