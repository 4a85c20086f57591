import * as z from "zod";

/** Names of tenants, and beginnings of names: `acme`, `acme-*`. */
export const tenantPattern = z
  .string()
  .regex(/^[^*]{1,128}\*?$|^[^*]{0,127}\*$/u, "a tenant's name, or a beginning and *")
  .refine((name) => name.isWellFormed() && name === name.trim(), "a tenant's name, or a beginning and *");
export const matchesTenant = (pattern: string, tenant: string): boolean =>
  pattern.endsWith("*") ? tenant.startsWith(pattern.slice(0, -1)) : tenant === pattern;
