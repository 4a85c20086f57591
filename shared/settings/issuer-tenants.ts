import type { TrustedIssuer } from "./issuer.ts";
import { isLocalParty } from "./webauthn.ts";

/** Whether a tenant is one that a name, or the beginning of one, stands for. */
const matchesTenant = (pattern: string, tenant: string): boolean =>
  pattern.endsWith("*") ? tenant.startsWith(pattern.slice(0, -1)) : tenant === pattern;

export const defaultTenant = "default";
const proveId = "prove";
const provePattern = "prove-*";

/** The tenants of the self-check (`prove-…`) are its own entry's alone. */
export const mayNameTenant = ({ id, tenants }: Pick<TrustedIssuer, "id" | "tenants">, tenant: string): boolean =>
  (id === proveId || !matchesTenant(provePattern, tenant)) &&
  (tenants?.some((pattern) => matchesTenant(pattern, tenant)) ?? true);

export const mayOperateOn = ({ operatorTenants }: Pick<TrustedIssuer, "operatorTenants">, tenant: string): boolean =>
  operatorTenants?.some((pattern) => matchesTenant(pattern, tenant)) ?? true;

/** Whether admins of `other` may act on the users of this issuer. */
export const sharesWith = ({ id, sharesTenants = [] }: TrustedIssuer, other: string): boolean =>
  id === other || sharesTenants.includes(other);

const reachableBy = ({ tenant, tenantClaim, tenants }: TrustedIssuer): readonly string[] =>
  tenantClaim === undefined ? [tenant ?? defaultTenant] : (tenants ?? ["*"]);

/** Whether its users can be in the tenant. */
export const reaches = (issuer: TrustedIssuer, tenant: string): boolean =>
  mayNameTenant(issuer, tenant) && reachableBy(issuer).some((pattern) => matchesTenant(pattern, tenant));

const overlap = (one: string, other: string): boolean =>
  matchesTenant(one, other.replace(/\*$/, "")) || matchesTenant(other, one.replace(/\*$/, ""));

const reachOneTenant = (one: TrustedIssuer, other: TrustedIssuer): boolean =>
  reachableBy(one).some((mine) => reachableBy(other).some((theirs) => overlap(mine, theirs)));

export interface WrongIssuer {
  /** Where in the list. */
  readonly at: number;
  readonly field: keyof TrustedIssuer;
  readonly sentence: string;
}

/** Faults between the entries, and with the service's own name. Entries in `apart` share tenants with all others. */
export function wrongIssuers(
  entries: readonly TrustedIssuer[],
  serviceIssuer: string | null,
  apart: readonly string[] = [],
): readonly WrongIssuer[] {
  const found: WrongIssuer[] = [];
  const say = (at: number, field: keyof TrustedIssuer, sentence: string): void => {
    found.push({ at, field, sentence });
  };
  const isOwn = (name: string): boolean => serviceIssuer !== null && withoutSlash(name) === withoutSlash(serviceIssuer);
  for (const [at, entry] of entries.entries()) {
    const earlier = entries.slice(0, at);
    if (earlier.some(({ id }) => id === entry.id)) say(at, "id", "two issuers have the same id");
    if (earlier.some(({ issuer }) => issuer.some((one) => entry.issuer.includes(one))))
      say(at, "issuer", "two entries have the same issuer");
    if (entry.issuer.some(isOwn)) say(at, "issuer", "is this service itself: its tokens are no first factor");
    if (entry.audience.some(isOwn)) say(at, "audience", "is this service itself: name the app that the login is for");
    const isOfThisMachine = isApart(entry, apart) || !serviceIssuer?.startsWith("https:");
    if (entry.webauthn && isLocalParty(entry.webauthn) && !isOfThisMachine)
      say(at, "webauthn", "rpId localhost is for a service that runs on this machine");
    if (entry.tenant !== undefined && !mayNameTenant(entry, entry.tenant))
      say(at, "tenant", "tenants that begin with prove- belong to the issuer with the id prove");
    if (entry.id === proveId)
      for (const [isWrong, field, sentence] of proveFaults(entry, entries)) if (isWrong) say(at, field, sentence);
    for (const named of entry.sharesTenants ?? [])
      if (named === entry.id || !entries.some(({ id }) => id === named))
        say(at, "sharesTenants", `${named} is no other issuer's id`);
    if (isApart(entry, apart)) continue;
    for (const other of earlier)
      if (!isApart(other, apart) && reachOneTenant(entry, other))
        for (const [mine, theirs] of [
          [entry, other],
          [other, entry],
        ] as const)
          if (theirs.admins && !sharesWith(mine, theirs.id))
            say(
              at,
              "sharesTenants",
              `${mine.id} and ${theirs.id} can name the same tenant: let ${mine.id} name ${theirs.id} in sharesTenants, or set admins to false for ${theirs.id}, or bind each to its tenants`,
            );
  }
  return found;
}

/** The self-check signs in whom it wants, so its entry has no power anywhere else. */
const proveFaults = (
  entry: TrustedIssuer,
  entries: readonly TrustedIssuer[],
): readonly (readonly [isWrong: boolean, field: keyof TrustedIssuer, sentence: string])[] => [
  [entry.jwks === undefined, "jwks", "the self-check's entry has its public key inline"],
  [entry.tenantClaim === undefined, "tenantClaim", "the self-check's entry names its tenants by a claim"],
  [
    entry.tenants?.length !== 1 || entry.tenants[0] !== provePattern,
    "tenants",
    `the self-check's entry has ["${provePattern}"] and no other tenants`,
  ],
  [
    entry.rolesClaim !== undefined || entry.adminRole !== undefined || entry.operatorRole !== undefined,
    "rolesClaim",
    "the self-check's entry has no roles",
  ],
  [entry.sharesTenants !== undefined, "sharesTenants", "the self-check's entry shares no tenants"],
  [
    entries.some((other) => other !== entry && other.audience.some((app) => entry.audience.includes(app))),
    "audience",
    "the self-check's entry has an audience of its own, of no app",
  ],
];

const isApart = ({ id }: TrustedIssuer, apart: readonly string[]): boolean => id === proveId || apart.includes(id);
const withoutSlash = (url: string): string => url.replace(/\/+$/, "");
