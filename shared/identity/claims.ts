import * as z from "zod";
import { serviceTenant } from "../ports/vault.ts";
import type { TrustedIssuer } from "../settings/settings.ts";

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

/** A claim by its exact name (names may be URLs), or else by its path through nested objects. */
export function claimAt(claims: unknown, name: string): unknown {
  const exact = ownValue(claims, name);
  return exact === undefined ? name.split(".").reduce(ownValue, claims) : exact;
}

const ownValue = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

const listed = z.array(z.string());

/** Roles come as an array of strings or, like scopes, in one string; anything else is no role at all. */
export function rolesIn(claims: unknown, issuer: TrustedIssuer): readonly string[] {
  if (issuer.rolesClaim === undefined) return [];
  const roles = claimAt(claims, issuer.rolesClaim);
  if (typeof roles === "string") return roles.split(" ").filter((role) => role !== "");
  return listed.safeParse(roles).data ?? [];
}

export const powersOf = (roles: readonly string[], { adminRole, operatorRole }: TrustedIssuer) => ({
  isAdmin: adminRole !== undefined && roles.includes(adminRole),
  isOperator: operatorRole !== undefined && roles.includes(operatorRole),
});
