export { AssertionRefused, type Refusal } from "./assertion-claims.ts";
export { verifyAssertion, type Replay, type User, type VerifyOptions } from "./verify-assertion.ts";
export type { Assertion } from "./assertion-claims.ts";
