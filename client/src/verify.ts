export { AssertionRefused, type Refusal } from "./assertion-refused.ts";
export { verifyAssertion, type Replay, type VerifyOptions } from "./verify-assertion.ts";
export type { Assertion, Method } from "./assertion-claims.ts";
