import type * as z from "zod/mini";
import { passkeyFaults } from "../account/decision.ts";
import type { problemSchema } from "./problem-schema.ts";
import { type ProblemCode, problems } from "./problems.ts";

/** Members of a problem beside those of its row. */
const members: { readonly [Code in ProblemCode]?: object } = {
  invalid_request: { errors: [{ path: "code", message: "Six digits, or a backup code" }] },
  insufficient_user_authentication: { methods: ["passkey"] },
  password_time_unknown: { hint: "Let the login put auth_time into its tokens (max_age or the claims parameter)." },
  invalid_code: { attemptsRemaining: 4 },
  too_many_attempts: { retryAfter: 30 },
  sms_limit_reached: { retryAfter: 600 },
  account_frozen: { retryAfter: 86_400 },
  recovery_not_ready: { readyAt: "2026-11-05T14:05:00.000Z" },
  passkey_refused: { reason: passkeyFaults[0] },
  unknown_passkey: { rpId: "app.example.com", credentialId: "8kQF3TfYbzq1rW0m5cXv2g" },
};

/** A whole answer, for the reference. */
export const exampleOf = (code: ProblemCode): z.output<typeof problemSchema> => ({
  type: `urn:countersign:problem:${code}`,
  ...problems[code],
  code,
  requestId: "0f6b7c1e-5d7a-4c43-9a53-2f2a7e0f6d11",
  ...members[code],
});
