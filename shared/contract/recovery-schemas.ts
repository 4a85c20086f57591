import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import { defaultRecovery, delayHours, recoveryModes } from "../account/policy-fields.ts";
import { readCode } from "../factors/typed-code.ts";
import { foreseenNotices } from "../account/recovery-rehearsal.ts";
import { recoveryHindrances } from "../account/recovery-standing.ts";
import { challenge, setUpBody, instant, maskedPhone, otp, shownType } from "./schemas.ts";
import { factorTypes } from "../account/factor.ts";
import { linkEnds } from "../account/decision.ts";
import { linkKinds } from "../account/undo.ts";
import { authenticationCredential, requestOptions } from "./passkey-schemas.ts";

const mailedCode = documented(
  z.string().check(
    z.maxLength(200),
    z.refine((typed) => readCode(typed)?.kind === "backup", "A mailed code looks like XXXX-XXXX-XXXX"),
  ),
  { example: "7Q2M-04XK-9TRB" },
);

const shown = {
  state: z.enum(["asked", "waiting", "ready"]),
  readyAt: documented(z.optional(instant), "The earliest time; it may move back while notices go out"),
  needsApproval: documented(z.optional(z.boolean()), "An admin has to approve first"),
};
/** As logins and admins see it. */
export const shownRecovery = documented(z.object(shown), { id: "Recovery" });
const ownRecovery = z.object({
  ...shown,
  sentTo: documented(z.optional(z.string()), { description: "Where the code went, masked", example: "j•••@e•••.com" }),
  expiresAt: documented(z.optional(instant), "How long the code is good"),
});
export const recoveryAnswer = z.object({ recovery: ownRecovery });
export const maybeRecoveryAnswer = z.object({ recovery: z.nullable(ownRecovery) });
export const confirmRecoveryBody = z.strictObject({ code: mailedCode });
export const completeRecoveryBody = setUpBody({ code: mailedCode });

export const recoveryTerms = documented(
  z.strictObject({
    mode: z.enum(recoveryModes),
    delayHours: documented(
      z._default(z.int().check(z.minimum(delayHours.least), z.maximum(delayHours.most)), defaultRecovery.delayHours),
      "At least 168 count where only one channel can be told, as without an active phone",
    ),
  }),
  "Whether users who lost everything may set up afresh by password and mailbox, after a delay",
);

/** Of a rehearsal: what a recovery would do, while nothing is written and nothing sent. */
export const rehearsedRecovery = documented(
  z.object({
    hindrance: documented(
      z.nullable(z.enum(recoveryHindrances)),
      "Why the user could not ask for it now; null: nothing stands in the way",
    ),
    from: documented(
      z.nullable(instant),
      "The first time at which one could begin to wait; null: not while the hindrance stands",
    ),
    plan: z.nullable(
      z.object({
        delayHours: documented(z.int(), "At least 168 without an active phone"),
        needsApproval: z.boolean(),
        approvalBy: documented(z.nullable(instant), "Until when an admin may approve; null: nobody has to"),
        readyAt: documented(instant, "Where an approval is needed, if it comes before"),
        endsAt: documented(instant, "When one that was ready is over, if nobody went on"),
        channels: z.object({ email: z.nullable(z.string()), phones: z.array(maskedPhone) }),
        notices: z.array(
          z.object({
            kind: z.enum(foreseenNotices),
            at: documented(
              z.nullable(instant),
              "The earliest time, which the hourly run may miss by an hour; null: once the user is done",
            ),
            toPhones: documented(z.boolean(), "Each phone gets an SMS, beside the e-mail"),
          }),
        ),
        replaced: documented(
          z.object({
            factors: z.array(z.object({ id: z.string(), type: shownType, label: z.string() })),
            backupCodes: z.int(),
            devices: z.int(),
          }),
          "What ends with the confirmation of the new factor",
        ),
      }),
    ),
  }),
  "How a recovery of this user would go; only where the call asks for it",
);

const token = documented(z.string(), { example: "lnk_AQGT…", description: "What the link's address has after `#`" });

export const linkParams = z.object({
  kind: documented(z.string(), { example: "changed", description: linkKinds.join(", ") }),
});
export const linkPage = documented(z.string(), "A page for whoever follows the link of an e-mail");

export const linkBody = z.strictObject({ token });
export const linkAnswer = z.object({
  kind: z.enum(linkKinds),
  app: z.string(),
  account: documented(z.string(), { example: "j•••@e•••.com", description: "Empty: no address is known" }),
  at: instant,
  state: z.enum(["open", "done", "expired"]),
});
export const linkActed = z.object({
  state: documented(
    z.enum(linkEnds),
    "`done`: it is so now; `over`: nothing was left to do; `expired`: the link is too old",
  ),
});

export const undoBody = documented(
  z
    .strictObject({ token, code: z.optional(otp), credential: z.optional(authenticationCredential) })
    .check(
      z.refine(({ code, credential }) => code === undefined || credential === undefined, "Send a code or a credential"),
    ),
  "The token alone asks what is needed; with the removed factor's code or credential it undoes",
);
export const undoAnswer = z.object({
  type: z.enum(factorTypes),
  publicKey: documented(z.optional(requestOptions), "Of a removed passkey: for the browser"),
  challenge: documented(z.optional(challenge), "Of a removed phone: the code that was sent to it"),
});
