import { type Replay, type User, verifyAssertion } from "../../client/src/verify.ts";

/** Checks assertions in a client app; the keys are fetched once and kept. Throws `AssertionRefused`, whose `reason` says why. */
export function assertionVerifier(service: string, audience: string, replay: Replay) {
  return async (assertion: string, user: User) =>
    verifyAssertion(assertion, { issuer: service, audience, user, replay });
}
