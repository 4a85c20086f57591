import { createRemoteJWKSet, jwtVerify } from "jose";
import { renderUnicodeCompact } from "uqr";
import { routes } from "../../shared/contract/routes.ts";
import { type App, type Bearer, decided, heading, note, type TourContext } from "./client.ts";

const user = "user@example.com";
const phone = "+41791234567";

export interface Enrolled {
  readonly app: App;
  readonly backupCodes: readonly string[];
  readonly proven: Bearer;
}

/** Sets up the first authenticator app of somebody. */
export async function enrollApp(
  tour: TourContext,
  by: Bearer,
  { draw }: { readonly draw: boolean },
): Promise<Enrolled> {
  const setUp = await tour.ask(routes.enrollFactor, { by, body: { type: "totp" } });
  if (!("uri" in setUp)) throw new Error("The set-up has no secret.");
  if (draw) note(renderUnicodeCompact(setUp.uri));
  const app = tour.scan(setUp.uri);
  const confirmed = await tour.ask(routes.confirmFactor, {
    by,
    params: { factorId: setUp.factor.id },
    body: { code: app.code() },
  });
  tour.expect("the factor is active", confirmed.factor.status === "active");
  if (!("accessToken" in confirmed)) throw new Error("That was no first factor.");
  return {
    app,
    backupCodes: confirmed.backupCodes,
    proven: { who: `${by.who}, with the second factor`, token: confirmed.accessToken ?? "" },
  };
}

export async function nothingSetUp(tour: TourContext): Promise<void> {
  heading(1, "The password is right, and no second factor is set up");
  note("The client app has its own way to check passwords; here the local sign-in stands for it.");
  const login = await tour.ask(routes.login, { by: await tour.passwordOf(user) });
  tour.expect("the login is allowed without a code", login.decision === "allow");
}

export async function setUpApp(tour: TourContext): Promise<Enrolled> {
  heading(2, "The user sets up an authenticator app");
  const enrolled = await enrollApp(tour, await tour.passwordOf(user), { draw: true });
  tour.expect("ten backup codes came with the first factor", enrolled.backupCodes.length === 10);
  return enrolled;
}

export async function logInWithApp(tour: TourContext, { app, backupCodes }: Enrolled): Promise<Bearer> {
  heading(3, "From now on a code is asked for, and it works once");
  tour.pass(60);
  const by = await tour.passwordOf(user);
  decided(await tour.ask(routes.login, { by }), "challenge");
  const code = app.code();
  const verified = await tour.ask(routes.verify, { by, body: { code } });
  tour.expect("the code was accepted", verified.method === "totp");
  const { payload } = await jwtVerify(verified.assertion, createRemoteJWKSet(new URL(routes.jwks.path, tour.url)), {
    audience: "demo-app",
    issuer: tour.url,
    typ: "mfa-assertion+jwt",
    currentDate: new Date(Date.parse(verified.expiresAt) - 1000),
  });
  tour.expect(
    "the client app verifies the assertion by itself, from the public keys",
    payload["acr"] === "urn:countersign:2fa",
  );
  await tour.refused(
    routes.verify,
    { by, body: { code } },
    "code_already_used",
    "the same code is refused the second time",
  );

  const [backupCode = ""] = backupCodes;
  const rescued = await tour.ask(routes.verify, { by, body: { code: backupCode } });
  tour.expect("a backup code in the same field works too, nine are left", rescued.backupCodes.remaining === 9);
  await tour.refused(routes.verify, { by, body: { code: backupCode } }, "code_already_used", "but only once");
  return { who: `${user}, with the second factor`, token: rescued.accessToken ?? "" };
}

export async function addPhone(tour: TourContext, by: Bearer): Promise<void> {
  heading(4, "The user adds a phone and prefers it");
  const setUp = await tour.ask(routes.enrollFactor, { by, body: { type: "sms", phoneNumber: phone } });
  const params = { factorId: setUp.factor.id };
  await tour.ask(routes.confirmFactor, { by, params, body: { code: await tour.smsCode(phone) } });
  const { factor } = await tour.ask(routes.updateFactor, { by, params, body: { preferred: true } });
  tour.expect("the phone is the preferred factor", factor.preferred);

  tour.pass(60);
  const again = await tour.passwordOf(user);
  const { challenge } = decided(await tour.ask(routes.login, { by: again }), "challenge");
  tour.expect("an SMS went out by itself", challenge !== null);
  const body = { code: await tour.smsCode(phone), challengeId: challenge?.id };
  const verified = await tour.ask(routes.verify, { by: again, body });
  tour.expect("the code from the SMS was accepted", verified.method === "sms");
}

export async function wrongCodes(tour: TourContext, { app, backupCodes }: Enrolled): Promise<Bearer> {
  heading(5, "Somebody who knows the password guesses codes");
  tour.pass(60);
  const by = await tour.passwordOf(user);
  for (const left of [4, 3, 2, 1, 0]) {
    const body = { code: app.wrongCode() };
    const problem = await tour.refused(
      routes.verify,
      { by, body },
      "invalid_code",
      `a wrong code is refused; tries left: ${left}`,
    );
    if (problem.attemptsRemaining !== left) tour.expect(`tries left: ${left}`, false);
  }
  const body = { code: app.code() };
  await tour.refused(routes.verify, { by, body }, "too_many_attempts", "now even the right code has to wait");
  const rescued = await tour.ask(routes.verify, { by, body: { code: backupCodes[1] } });
  tour.expect("the owner still gets in with a backup code", rescued.method === "backup_code");
  return { who: `${user}, with the second factor`, token: rescued.accessToken ?? "" };
}
