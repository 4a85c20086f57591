import express, { type Express, type Request, type Response } from "express";
import { answered, optionalTextIn, refuse, Refused, textIn } from "./answers.ts";
import type { FirstFactor } from "./first-factor.ts";
import { isPassword } from "./passwords.ts";
import { type Knower, loginSeconds, type Proof, type SecondStep } from "./second-step.ts";
import { sessions } from "./sessions.ts";
import type { Users } from "./user.ts";

/** A shop with a login of its own and Countersign as the second step. JSON only, so that no other site's form can post to it. */
export function shop(users: Users, firstFactor: FirstFactor, countersign: SecondStep): Express {
  const app = express().disable("x-powered-by");
  const secure = app.get("env") === "production";
  /** Half a login, which opens nothing, and what is open. */
  const begun = sessions<Knower>("login", { seconds: loginSeconds, secure });
  const open = sessions<Proof>("session", { seconds: 8 * 3600, secure });
  app.use(express.json({ limit: "8kb" }));

  /** Right after the password: what does Countersign want? An answer with an assertion wants nothing more. `stillIn` stops who has signed out meanwhile. */
  async function afterPassword(
    request: Request,
    response: Response,
    who: Knower,
    stillIn: (request: Request) => unknown = () => null,
  ): Promise<void> {
    const { decision, ...rest } = answered(await countersign.as(who).login());
    if ("assertion" in rest) {
      const proof = await countersign.prove(who, rest.assertion, { passwordAlone: true });
      stillIn(request);
      signIn(request, response, proof);
      return;
    }
    stillIn(request);
    begun.open(request, response, who);
    response.json({ next: decision, ...rest });
  }

  /** The only place where a session begins, and it takes a proof. */
  function signIn(request: Request, response: Response, proof: Proof, more: object = {}): void {
    begun.close(request, response);
    open.open(request, response, proof);
    response.json({ next: "account", ...more });
  }

  const knower = (request: Request): Knower => begun.of(request) ?? signedIn(request);
  const signedIn = (request: Request): Proof => open.of(request) ?? stop(401, "not_signed_in");
  /** With a code, and the password not long ago; else the page sends the user to /step-up. */
  function freshlySignedIn(request: Request): Proof {
    const proof = signedIn(request);
    if (!proof.secondFactor) return stop(403, "second_factor_needed");
    return Date.now() - proof.passwordAt.getTime() <= loginSeconds * 1000 ? proof : stop(401, "step_up");
  }

  app.get("/jwks.json", (_request, response) => void response.json(firstFactor.jwks));

  app.post("/login", async (request, response) => {
    const user = users.get(textIn(request.body, "email").toLowerCase());
    const isRight = await isPassword(textIn(request.body, "password"), user?.passwordHash);
    if (user === undefined || !isRight) return stop(401, "wrong_password");
    return afterPassword(request, response, { user, passwordAt: new Date() });
  });

  app.post("/login/code", async (request, response) => {
    const who = knower(request);
    const challengeId = optionalTextIn(request.body, "challengeId");
    const code = { code: textIn(request.body, "code"), ...(challengeId !== undefined && { challengeId }) };
    const { assertion } = answered(await countersign.as(who).verify(code));
    const proof = await countersign.prove(who, assertion);
    // A sign-out that came meanwhile holds.
    knower(request);
    signIn(request, response, proof);
  });

  app.post("/step-up", async (request, response) => {
    const { user } = signedIn(request);
    if (!(await isPassword(textIn(request.body, "password"), user.passwordHash))) return stop(401, "wrong_password");
    return afterPassword(request, response, { user, passwordAt: new Date() }, signedIn);
  });

  app.post("/logout", (request, response) => {
    for (const one of [begun, open]) one.close(request, response);
    response.status(204).end();
  });

  /** The first factor of a user, by choice or because the organisation requires it. */
  app.post("/second-factor", async (request, response) => {
    const phoneNumber = optionalTextIn(request.body, "phoneNumber");
    const wanted = phoneNumber === undefined ? ({ type: "totp" } as const) : ({ type: "sms", phoneNumber } as const);
    response.status(201).json(answered(await countersign.as(knower(request)).enrollFactor(wanted)));
  });

  app.post("/second-factor/:factorId", async (request, response) => {
    const who = knower(request);
    const confirmation = { factorId: request.params.factorId, code: textIn(request.body, "code") };
    const confirmed = answered(await countersign.as(who).confirmFactor(confirmation));
    if (!("assertion" in confirmed)) return stop(409, "not_the_first");
    const { assertion, backupCodes } = confirmed;
    const proof = await countersign.prove(who, assertion);
    // A sign-out that came meanwhile holds, but the codes are shown only now.
    if ((begun.of(request) ?? open.of(request)) === null) return response.json({ next: "login", backupCodes });
    return signIn(request, response, proof, { backupCodes });
  });

  app.get("/account", (request, response) => {
    const { user, secondFactor } = signedIn(request);
    response.json({ email: user.email, secondFactor });
  });

  app.get("/payouts", (request, response) => {
    response.json({ payouts: [], for: freshlySignedIn(request).user.email });
  });

  return app.use(refuse);
}

const stop = (status: number, code: string): never => {
  throw new Refused(status, { code });
};
