import * as z from "zod";
import { delayHours, recoveryModes } from "../account/policy-fields.ts";
import { readCode } from "../factors/typed-code.ts";
import { enrollBody, instant } from "./schemas.ts";

const mailedCode = z
  .string()
  .max(200)
  .refine((typed) => readCode(typed)?.kind === "backup", "A mailed code looks like XXXX-XXXX-XXXX")
  .meta({ example: "7Q2M-04XK-9TRB" });

const shown = {
  state: z.enum(["asked", "waiting", "ready"]),
  readyAt: instant.optional().meta({ description: "The earliest time; it may move back while notices go out" }),
  needsApproval: z.boolean().optional().meta({ description: "An admin has to approve first" }),
};
/** As logins and admins see it. */
export const shownRecovery = z.object(shown).meta({ id: "Recovery" });
const ownRecovery = z.object({
  ...shown,
  sentTo: z.string().optional().meta({ description: "Where the code went, masked", example: "j•••@e•••.com" }),
  expiresAt: instant.optional().meta({ description: "How long the code is good" }),
});
export const recoveryAnswer = z.object({ recovery: ownRecovery });
export const maybeRecoveryAnswer = z.object({ recovery: ownRecovery.nullable() });
export const confirmRecoveryBody = z.strictObject({ code: mailedCode });
const [app, phone, passkey] = enrollBody.options;
export const completeRecoveryBody = z.discriminatedUnion("type", [
  app.extend({ code: mailedCode }),
  phone.extend({ code: mailedCode }),
  passkey.extend({ code: mailedCode }),
]);

export const recoveryTerms = z
  .strictObject({
    mode: z.enum(recoveryModes),
    delayHours: z
      .int()
      .min(delayHours.least)
      .max(delayHours.most)
      .meta({ description: "At least 168 count where only one channel can be told, as without an active phone" }),
  })
  .meta({ description: "Whether users who lost everything may set up afresh by password and mailbox, after a delay" });
