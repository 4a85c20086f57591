import * as z from "zod";
import { passkeyFaults } from "../account/decision.ts";
import { type ProblemCode, problems } from "./problems.ts";

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

export const problemSchema = z
  .object({
    type: z.string().meta({ example: "urn:countersign:problem:invalid_code" }),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes),
    detail: z.string(),
    requestId: z.string(),
    attemptsRemaining: z.int().optional().meta({ description: "Wrong codes left before the next wait" }),
    retryAfter: z.int().optional().meta({ description: "Seconds to wait, as in Retry-After" }),
    readyAt: z.iso.datetime().optional().meta({ description: "Of recovery_not_ready: the earliest time" }),
    hint: z.string().optional().meta({ description: "What would help, for whoever runs the login" }),
    methods: z
      .array(z.string())
      .optional()
      .meta({ description: "Of insufficient_user_authentication: only these methods prove enough" }),
    reason: z.enum(passkeyFaults).optional().meta({ description: "Of passkey_refused" }),
    rpId: z.string().optional().meta({ description: "Of unknown_passkey: for the browser's signalUnknownCredential" }),
    credentialId: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457; switch on `code`" });
