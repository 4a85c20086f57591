import type { Caller, Tokens } from "../../shared/identity/caller.ts";
import { now } from "./world.ts";

/** Whose assertions the tests look at. */
export const caller: Caller = {
  kind: "first-factor",
  tenant: "acme-corp",
  issuerId: "acme",
  subject: "alice",
  audience: ["shop"],
  passwordAt: now,
  expiresAt: now + 60_000,
  roles: [],
  isAdmin: false,
  isOperator: false,
  email: null,
  username: null,
  secondFactor: null,
};
export const assertionAt = async (tokens: Tokens, at: number): Promise<string> =>
  (
    await (
      await tokens.signer(at)
    )({ caller: { ...caller, passwordAt: at }, method: "totp", factorId: null, epoch: 0, now: at })
  ).assertion;
export const kidsAt = async (tokens: Tokens, at: number) => (await tokens.jwks(at)).map((jwk) => String(jwk["kid"]));
