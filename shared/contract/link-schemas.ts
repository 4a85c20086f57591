import * as z from "zod/mini";
import { documented } from "../account/rules.ts";
import { factorTypes } from "../account/factor.ts";
import { linkEnds } from "../account/decision.ts";
import { linkKinds } from "../account/undo.ts";
import { authenticationCredential, requestOptions } from "./passkey-schemas.ts";
import { challenge, instant, otp } from "./schemas.ts";

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
