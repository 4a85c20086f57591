import * as z from "zod";
import { delayHours, recoveryModes } from "../account/policy-fields.ts";
import { readCode } from "../factors/typed-code.ts";
import { foreseenNotices } from "../account/recovery-rehearsal.ts";
import { recoveryHindrances } from "../account/recovery-standing.ts";
import { enrollBody, instant, maskedPhone, shownType } from "./schemas.ts";

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

/** Of a rehearsal: what a recovery would do, while nothing is written and nothing sent. */
export const rehearsedRecovery = z
  .object({
    hindrance: z
      .enum(recoveryHindrances)
      .nullable()
      .meta({ description: "Why the user could not ask for it now; null: nothing stands in the way" }),
    from: instant
      .nullable()
      .meta({ description: "The first time at which one could begin to wait; null: not while the hindrance stands" }),
    plan: z
      .object({
        delayHours: z.int().meta({ description: "At least 168 without an active phone" }),
        needsApproval: z.boolean(),
        approvalBy: instant.nullable().meta({ description: "Until when an admin may approve; null: nobody has to" }),
        readyAt: instant.meta({ description: "Where an approval is needed, if it comes before" }),
        endsAt: instant.meta({ description: "When one that was ready is over, if nobody went on" }),
        channels: z.object({ email: z.string().nullable(), phones: z.array(maskedPhone) }),
        notices: z.array(
          z.object({
            kind: z.enum(foreseenNotices),
            at: instant.nullable().meta({
              description: "The earliest time, which the hourly run may miss by an hour; null: once the user is done",
            }),
            toPhones: z.boolean().meta({ description: "Each phone gets an SMS, beside the e-mail" }),
          }),
        ),
        replaced: z
          .object({
            factors: z.array(z.object({ id: z.string(), type: shownType, label: z.string() })),
            backupCodes: z.int(),
            devices: z.int(),
          })
          .meta({ description: "What ends with the confirmation of the new factor" }),
      })
      .nullable(),
  })
  .meta({ description: "How a recovery of this user would go; only where the call asks for it" });
