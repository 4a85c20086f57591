import * as z from "zod";
import type { Instant } from "../account/instant.ts";
import { serviceTenant } from "../ports/vault.ts";
import type { TrustedIssuer } from "../settings/issuer.ts";

/** Text that survives UTF-8: two different lone surrogates would become the same bytes, hence the same user. */
const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed());

/** Seconds since the epoch; JSON's 1e999 is Infinity, and what no `Date` can hold is no date. */
export const numericDate = z.number().min(0).max(8.64e12);

export const subject = text(255);
export const tenant = text(128).refine((name) => name !== serviceTenant);
export const audience = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/**
 * A claim by its path: names joined by dots, each of which may hold dots itself (a URL, a client id).
 * At every level the longest name that is there is taken; a number picks from a list.
 */
export function claimAt(claims: unknown, path: string): unknown {
  let value = claims;
  let names = path.split(".");
  while (names.length > 0) {
    const taken = longestName(value, names);
    if (taken === 0) return undefined;
    value = ownValue(value, names.slice(0, taken).join("."));
    names = names.slice(taken);
  }
  return value;
}

/** How many of the names together are one that the value has. */
function longestName(value: unknown, names: readonly string[]): number {
  if (Array.isArray(value)) return /^\d{1,4}$/.test(names[0] ?? "") ? 1 : 0;
  for (let count = names.length; count > 0; count -= 1)
    if (ownValue(value, names.slice(0, count).join(".")) !== undefined) return count;
  return 0;
}

const ownValue = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

const isText = (value: unknown): value is string => typeof value === "string";

/** Roles come as a list of texts or of objects with a name, as an object's keys, or in one text. */
export function rolesIn(claims: unknown, { rolesClaim, adminRole, operatorRole }: TrustedIssuer): readonly string[] {
  if (rolesClaim === undefined) return [];
  const roles = claimAt(claims, rolesClaim);
  if (isText(roles))
    return roles === adminRole || roles === operatorRole ? [roles] : roles.split(" ").filter((role) => role !== "");
  if (Array.isArray(roles))
    return roles
      .flatMap((role: unknown) => [role, ownValue(role, "name")].filter(isText))
      .filter((role) => role !== "");
  return typeof roles === "object" && roles !== null ? Object.keys(roles) : [];
}

/** What the roles give, as the settings are today, in a token that was made for these apps. */
export const powersOf = (
  roles: readonly string[],
  apps: readonly string[],
  { adminRole, operatorRole, admins, adminFor }: TrustedIssuer,
) => {
  const isForAdmins = apps.some((app) => adminFor.includes(app));
  return {
    isAdmin: isForAdmins && admins && adminRole !== undefined && roles.includes(adminRole),
    isOperator: isForAdmins && operatorRole !== undefined && roles.includes(operatorRole),
  };
};

/** A time that a claim tells: absent and unreadable are not the same. */
export type ToldTime = Instant | "absent" | "unreadable";

/** Seconds of the year 5138: a greater number counts milliseconds. */
const latestSeconds = 1e11;

/** OpenID Connect Core section 2: `auth_time` is a number of seconds. */
export function secondsTime(value: unknown): ToldTime {
  if (value === undefined) return "absent";
  return typeof value === "number" && value >= 0 && value < latestSeconds ? value * 1000 : "unreadable";
}

/** A claim of the issuer's own may hold seconds, digits as text, or ISO 8601. */
export function anyTime(value: unknown): ToldTime {
  if (!isText(value)) return secondsTime(value);
  if (/^\d{1,11}$/.test(value)) return secondsTime(Number(value));
  const iso = z.iso.datetime({ offset: true }).safeParse(value).success ? Date.parse(value) : Number.NaN;
  return Number.isNaN(iso) || iso < 0 ? "unreadable" : iso;
}
