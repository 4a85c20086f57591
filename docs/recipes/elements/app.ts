import { fileURLToPath } from "node:url";
import express, { type Express, type Request } from "express";
import { answered, refuse, Refused, textIn } from "../express/answers.ts";
import type { FirstFactor } from "../express/first-factor.ts";
import { isPassword } from "../express/passwords.ts";
import { type Knower, loginSeconds, type Proof, type SecondStep } from "../express/second-step.ts";
import { sessions } from "../express/sessions.ts";
import type { Users } from "../express/user.ts";

export interface Place {
  /** Where Countersign is, for the page's calls. */
  readonly countersignUrl: string;
  /** The folder `browser/` of @countersign/elements. */
  readonly elementsFolder: string;
}

/** A login page with the elements: the app checks the password, the element does the second step, the app starts the session. */
export function elementsApp(users: Users, firstFactor: FirstFactor, countersign: SecondStep, place: Place): Express {
  const app = express().disable("x-powered-by");
  const secure = app.get("env") === "production";
  /** Half a login, which opens nothing but tokens for Countersign. */
  const begun = sessions<Knower>("login", { seconds: loginSeconds, secure });
  const open = sessions<Proof>("session", { seconds: 8 * 3600, secure });
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ${place.countersignUrl}; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`;
  app.use(express.json({ limit: "8kb" }));
  app.use((_request, response, next) => {
    response.set({ "content-security-policy": policy, "referrer-policy": "no-referrer" });
    next();
  });

  const signedIn = (request: Request): Proof => open.of(request) ?? stop(401, "not_signed_in");
  const knower = (request: Request): Knower => begun.of(request) ?? signedIn(request);
  const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

  app.get("/", (_request, response) => response.sendFile(page("page.html")));
  for (const name of ["page.js", "page.css"])
    app.get(`/${name}`, (_request, response) => response.sendFile(page(name)));
  app.use("/elements", express.static(place.elementsFolder));
  app.get("/settings.json", (request, response) => {
    response.set("cache-control", "no-store");
    response.json({ baseUrl: place.countersignUrl, isSignedIn: open.of(request) !== null });
  });
  app.get("/jwks.json", (_request, response) => void response.json(firstFactor.jwks));

  app.post("/login", async (request, response) => {
    const user = users.get(textIn(request.body, "email").toLowerCase());
    const isRight = await isPassword(textIn(request.body, "password"), user?.passwordHash);
    if (user === undefined || !isRight) return stop(401, "wrong_password");
    begun.open(request, response, { user, passwordAt: new Date() });
    return response.status(204).end();
  });

  /** A first-factor token of one minute for each call that the element makes: the page keeps none. */
  app.post("/token", async (request, response) => {
    const { user, passwordAt } = knower(request);
    response.set("cache-control", "no-store").json({ token: await firstFactor.token(user, passwordAt) });
  });

  /** The only place where a session begins. What the element says is worth nothing until the assertion is verified. */
  app.post("/session", async (request, response) => {
    const proof = await proofOf(knower(request), textIn(request.body, "assertion"));
    // A sign-out that came meanwhile holds.
    knower(request);
    begun.close(request, response);
    open.open(request, response, proof);
    response.status(204).end();
  });

  /** The password alone does only where Countersign says so now: an assertion of it may be older than the user's second factor. */
  async function proofOf(who: Knower, assertion: string): Promise<Proof> {
    const proof = await countersign.prove(who, assertion, { passwordAlone: true });
    if (proof.secondFactor) return proof;
    const { decision } = answered(await countersign.as(who).login());
    return decision === "allow" ? proof : stop(401, "second_factor_needed");
  }

  app.post("/logout", (request, response) => {
    for (const one of [begun, open]) one.close(request, response);
    response.status(204).end();
  });

  app.get("/account", (request, response) => {
    const { user, secondFactor } = signedIn(request);
    response.json({ email: user.email, secondFactor });
  });

  return app.use(refuse);
}

const stop = (status: number, code: string): never => {
  throw new Refused(status, { code });
};
