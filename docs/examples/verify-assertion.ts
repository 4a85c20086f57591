import { type Replay, verifyAssertion } from "../../client/src/verify.ts";

/** Checks assertions in a client app; the keys are fetched once and kept. Throws `AssertionRefused`, whose `reason` says why. */
export function assertionVerifier(service: string, audience: string, replay: Replay) {
  return async (assertion: string, expectedUser: string) =>
    verifyAssertion(assertion, { issuer: service, audience, subject: expectedUser, replay });
}
