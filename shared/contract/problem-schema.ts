import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import { passkeyFaults } from "../account/decision.ts";
import { type ProblemCode, problems } from "./problems.ts";

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

export const problemSchema = documented(
  z.object({
    type: documented(z.string(), { example: "urn:countersign:problem:invalid_code" }),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes),
    detail: z.string(),
    requestId: z.string(),
    attemptsRemaining: documented(z.optional(z.int()), "Wrong codes left before the next wait"),
    clockMinutes: documented(
      z.optional(z.int()),
      "Of invalid_code at the set-up of an app: the phone's clock is so many minutes fast; negative: slow",
    ),
    retryAfter: documented(z.optional(z.int()), "Seconds to wait, as in Retry-After"),
    readyAt: documented(z.optional(z.iso.datetime()), "Of recovery_not_ready: the earliest time"),
    hint: documented(z.optional(z.string()), "What would help, for whoever runs the login"),
    methods: documented(
      z.optional(z.array(z.string())),
      "Of insufficient_user_authentication: only these methods prove enough",
    ),
    reason: documented(z.optional(z.enum(passkeyFaults)), "Of passkey_refused"),
    rpId: documented(z.optional(z.string()), "Of unknown_passkey: for the browser's signalUnknownCredential"),
    credentialId: z.optional(z.string()),
    errors: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  }),
  { id: "Problem", description: "RFC 9457; switch on `code`" },
);

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
