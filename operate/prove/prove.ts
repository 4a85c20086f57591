import { randomBytes } from "node:crypto";
import type { TrustedIssuer } from "../../shared/settings/issuer.ts";
import { type Answer, callerOf, fieldOf, type SigningIssuer } from "./caller.ts";
import { ProvenUser } from "./proven-user.ts";
import { type Course, races, type Result } from "./races.ts";

export interface ProveTarget {
  readonly url: string;
  readonly issuer: SigningIssuer;
  /** Its entry among the deployment's issuers. */
  readonly entry: Pick<TrustedIssuer, "tenantClaim" | "webauthn">;
  /** A login whose users may be operators; null: nobody can act as one. */
  readonly operators: { readonly issuer: SigningIssuer; readonly claims: Readonly<Record<string, unknown>> } | null;
  /** An operator's access token; null: there is none. */
  readonly operatorToken: string | null;
  readonly now: () => number;
}

export interface ProveOptions {
  readonly width: number;
  readonly rounds: number;
  readonly phone: Course["phone"];
}

export interface ProveReport {
  readonly tenant: string;
  readonly calls: number;
  readonly seconds: number;
  readonly results: readonly Result[];
  /** Races that could not be run, and why. */
  readonly left: readonly { readonly race: string; readonly why: string }[];
}

/** The wrong codes of one race, for each call at once. */
const guessesPerCall = 10;
const mostGuesses = 200;

/** Tenants of one run: nobody else has users in them. */
export const newTenants = () => {
  const name = randomBytes(6).toString("hex");
  return { proven: `prove-${name}`, operators: `operators-${name}` };
};

/** Races everything that may succeed once, each in so many rounds. */
export async function prove(
  target: ProveTarget,
  { width, rounds, phone }: ProveOptions,
  tenants: ReturnType<typeof newTenants>,
  show: (text: string) => void = () => undefined,
): Promise<ProveReport> {
  const began = target.now();
  const caller = callerOf(target.url, target.now);
  const { webauthn, tenantClaim = "tenant" } = target.entry;
  const ground = { caller, issuer: target.issuer, tenantClaim, tenant: tenants.proven, now: target.now };
  const origin = webauthn?.origins[0];
  const course: Course = {
    ...ground,
    width,
    guesses: Math.min(mostGuesses, width * guessesPerCall),
    site: webauthn === undefined || origin === undefined ? null : { rpId: webauthn.rpId, origin },
    operator: await operatorOf(target, caller, tenants.operators),
    phone,
  };
  const results: Result[] = [];
  const left: { readonly race: string; readonly why: string }[] = [];
  for (const race of races) {
    const why = race.hindered(course);
    if (why !== null) {
      left.push({ race: race.name, why });
      continue;
    }
    for (let round = 1; round <= (race.once === true ? 1 : rounds); round += 1) {
      show(`${race.name}, round ${round}`);
      results.push({ race: race.name, ...(await race.run(course)) });
    }
  }
  return { tenant: tenants.proven, calls: caller.calls(), seconds: (target.now() - began) / 1000, results, left };
}

async function operatorOf(
  { operators, operatorToken, now }: ProveTarget,
  caller: Course["caller"],
  tenant: string,
): Promise<Course["operator"]> {
  if (operatorToken !== null) return async (...[method, path, body]) => caller.call(method, path, operatorToken, body);
  if (operators === null) return null;
  const ground = { caller, issuer: operators.issuer, tenantClaim: "tenant", tenant, now };
  const operator = new ProvenUser(ground, operators.claims);
  await operator.hasApp();
  await operator.logsIn();
  fieldOf({ status: 200, body: { accessToken: operator.accessToken } } satisfies Answer, "accessToken");
  return async (method, path, body) => operator.withAccess(method, path, body);
}
