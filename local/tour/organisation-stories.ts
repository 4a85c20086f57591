import { routes } from "../../shared/contract/routes.ts";
import { type Bearer, decided, heading, type TourContext } from "./client.ts";
import { enrollApp } from "./user-stories.ts";

const second = "second@example.com";
const registered = "+4915123456789";

export async function enforce(tour: TourContext): Promise<Bearer> {
  heading(6, "The admin makes it a must for the organisation");
  const password = await tour.passwordOf("admin@example.com");
  const problem = "insufficient_user_authentication";
  await tour.refused(
    routes.adminGetPolicy,
    { by: password },
    problem,
    "without a second factor not even an admin gets in",
  );
  const { proven: admin } = await enrollApp(tour, password, { draw: false });
  const { version } = await tour.ask(routes.adminGetPolicy, { by: admin });
  const policy = await tour.ask(routes.adminPutPolicy, { by: admin, body: { required: true, version } });
  tour.expect("the policy requires a second factor", policy.required);
  return admin;
}

export async function mustEnroll(tour: TourContext): Promise<void> {
  heading(7, "At the next login the others have to set it up");
  const by = await tour.passwordOf(second);
  decided(await tour.ask(routes.login, { by }), "enroll");
  const { proven } = await enrollApp(tour, by, { draw: false });
  tour.expect("setting up completed the login", proven.token !== "");
  const refusal = "the user can't switch it off again";
  await tour.refused(routes.disable, { by: proven }, "two_factor_required", refusal);
}

export async function resetToRegisteredPhone(tour: TourContext, admin: Bearer): Promise<void> {
  heading(8, "The user lost the phone: the admin resets, and only the registered number counts");
  const query = { userId: second };
  const body = { reason: "Lost the phone, identity checked by video call" };
  const { removed } = await tour.ask(routes.adminResetUser, { by: admin, query, body });
  tour.expect("the factor and the ten backup codes are gone", removed.factors === 1 && removed.backupCodes === 10);
  const { version } = await tour.ask(routes.adminGetPolicy, { by: admin });
  await tour.ask(routes.adminPutPolicy, { by: admin, body: { phoneRegistration: "pre-registered", version } });
  await tour.ask(routes.adminPreRegisterPhone, { by: admin, query, body: { phoneNumber: registered } });

  const by = await tour.passwordOf(second);
  const { enrollment } = decided(await tour.ask(routes.login, { by }), "enroll");
  tour.expect("the login offers the registered phone", enrollment.preRegisteredPhone !== null);
  const other = { type: "sms", phoneNumber: "+41791234568" };
  await tour.refused(
    routes.enrollFactor,
    { by, body: other },
    "phone_not_pre_registered",
    "no other number is accepted",
  );
  const app = { type: "totp" };
  await tour.refused(
    routes.enrollFactor,
    { by, body: app },
    "phone_not_pre_registered",
    "and no authenticator app of a thief",
  );
  const setUp = await tour.ask(routes.enrollFactor, { by, body: { type: "sms" } });
  const code = await tour.smsCode(registered);
  const confirmed = await tour.ask(routes.confirmFactor, {
    by,
    params: { factorId: setUp.factor.id },
    body: { code },
  });
  tour.expect("the registered phone is active", confirmed.factor.status === "active");
}

export async function activity(tour: TourContext, by: Bearer, drained: () => Promise<void>): Promise<void> {
  heading(9, "Everything left a trace");
  await drained();
  const { events } = await tour.ask(routes.listActivity, { by });
  const types = new Set(events.map(({ type }) => type));
  for (const type of ["factor.activated", "login.succeeded", "method.locked"] as const)
    tour.expect(`the user's activity shows ${type}`, types.has(type));
}
