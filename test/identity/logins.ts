import type { Caller, Tokens } from "../../shared/identity/caller.ts";
import { now } from "./world.ts";

/** Whose tokens the tests look at. */
export const caller: Caller = {
  kind: "first-factor",
  tenant: "acme-corp",
  issuerId: "acme",
  subject: "alice",
  audience: ["shop"],
  app: "shop",
  passwordAt: now,
  firstEnrollmentAt: null,
  passwordChangedAt: null,
  roles: [],
  namedRoles: { named: null, isStaff: false },
  isAdmin: false,
  isOperator: false,
  email: null,
  emailVerified: false,
  username: null,
  party: null,
  secondFactor: null,
};
export const loginAt = (at: number) =>
  ({
    caller: { ...caller, passwordAt: at },
    app: "shop",
    proof: { method: "totp", factorId: "fac_app" },
    epoch: 0,
    now: at,
  }) as const;
export const accessTokenAt = async (tokens: Pick<Tokens, "signer">, at: number): Promise<string> =>
  (await (await tokens.signer(at))(loginAt(at))).accessToken ?? "";
export const kidsAt = async (tokens: Pick<Tokens, "jwks">, at: number) =>
  (await tokens.jwks(at)).map((jwk) => String(jwk["kid"]));
