import * as z from "zod";
import { factorTypes } from "../account/factor.ts";
import { linkEnds } from "../account/decision.ts";
import { linkKinds } from "../account/undo.ts";
import { authenticationCredential, requestOptions } from "./passkey-schemas.ts";
import { challenge, instant, otp } from "./schemas.ts";

const token = z.string().meta({ example: "lnk_AQGT…", description: "What the link's address has after `#`" });

export const linkParams = z.object({
  kind: z.string().meta({ example: "changed", description: linkKinds.join(", ") }),
});
export const linkPage = z.string().meta({ description: "A page for whoever follows the link of an e-mail" });

export const linkBody = z.strictObject({ token });
export const linkAnswer = z.object({
  kind: z.enum(linkKinds),
  app: z.string(),
  account: z.string().meta({ example: "j•••@e•••.com", description: "Empty: no address is known" }),
  at: instant,
  state: z.enum(["open", "done", "expired"]),
});
export const linkActed = z.object({
  state: z
    .enum(linkEnds)
    .meta({ description: "`done`: it is so now; `over`: nothing was left to do; `expired`: the link is too old" }),
});

export const undoBody = z
  .strictObject({ token, code: otp.optional(), credential: authenticationCredential.optional() })
  .refine(({ code, credential }) => code === undefined || credential === undefined, "Send a code or a credential")
  .meta({ description: "The token alone asks what is needed; with the removed factor's code or credential it undoes" });
export const undoAnswer = z.object({
  type: z.enum(factorTypes),
  publicKey: requestOptions.optional().meta({ description: "Of a removed passkey: for the browser" }),
  challenge: challenge.optional().meta({ description: "Of a removed phone: the code that was sent to it" }),
});
