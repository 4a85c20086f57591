import type { Answer } from "../harness/called-service.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";

/** One call of the API. */
export interface Step {
  /** Of the answer if nothing fails. */
  readonly status: number;
  /** Does what has to be before, and returns the call. */
  readonly prepare: (person: Person, acme: Organisation) => Promise<() => Promise<Answer>>;
  /** Answer to a repeat after a success whose answer was lost; by default the repeat succeeds. */
  readonly repeated?: string;
}
export type Steps = Readonly<Record<string, Step>>;

let numbers = 0;
/** A mobile number that nobody has. */
export const newNumber = (): string => `+4179${String(2_000_000 + (numbers += 1))}`;

const withPolicies = new WeakMap<Organisation, Map<string, Promise<Organisation>>>();

/** Another organisation of the same service, with this policy. */
export async function organisationWith(acme: Organisation, policy: object): Promise<Organisation> {
  const known = withPolicies.get(acme) ?? new Map<string, Promise<Organisation>>();
  withPolicies.set(acme, known);
  const name = JSON.stringify(policy);
  const made = known.get(name) ?? make(acme, `org-${String(known.size)}`, policy);
  known.set(name, made);
  return made;
}

async function make(acme: Organisation, tenant: string, policy: object): Promise<Organisation> {
  const organisation = new Organisation(acme.service, acme.issuer, tenant);
  await organisation.setPolicy(policy);
  return organisation;
}
