import { routes } from "../../shared/contract/routes.ts";
import { type Bearer, decided, type World } from "./client.ts";
import { heading } from "./terminal.ts";
import { enrollApp } from "./user-stories.ts";

const user = "user@example.com";
const second = "second@example.com";
const registered = "+4915123456789";

export async function enforce(world: World): Promise<Bearer> {
  heading(6, "The admin makes it a must for the organisation");
  const password = await world.passwordOf("admin@example.com");
  const problem = "insufficient_user_authentication";
  await world.refused(
    routes.adminGetPolicy,
    { by: password },
    problem,
    "without a second factor not even an admin gets in",
  );
  const { assertion: admin } = await enrollApp(world, password, { draw: false });
  const { version } = await world.ask(routes.adminGetPolicy, { by: admin });
  const policy = await world.ask(routes.adminPutPolicy, { by: admin, body: { required: true, version } });
  world.expect("the policy requires a second factor", policy.required);
  return admin;
}

export async function mustEnroll(world: World): Promise<void> {
  heading(7, "At the next login the others have to set it up");
  const by = await world.passwordOf(second);
  decided(await world.ask(routes.login, { by }), "enroll");
  const { assertion } = await enrollApp(world, by, { draw: false });
  world.expect("setting up completed the login", assertion.token !== "");
  const refusal = "the user can't switch it off again";
  await world.refused(routes.disable, { by: assertion }, "two_factor_required", refusal);
}

export async function resetToRegisteredPhone(world: World, admin: Bearer): Promise<void> {
  heading(8, "The user lost the phone: the admin resets, and only the registered number counts");
  const params = { userId: second };
  const body = { reason: "Lost the phone, identity checked by video call" };
  const { removed } = await world.ask(routes.adminResetUser, { by: admin, params, body });
  world.expect("the factor and the ten backup codes are gone", removed.factors === 1 && removed.backupCodes === 10);
  const { version } = await world.ask(routes.adminGetPolicy, { by: admin });
  await world.ask(routes.adminPutPolicy, { by: admin, body: { phoneRegistration: "pre-registered", version } });
  await world.ask(routes.adminPreRegisterPhone, { by: admin, params, body: { phoneNumber: registered } });

  const by = await world.passwordOf(second);
  const { enrollment } = decided(await world.ask(routes.login, { by }), "enroll");
  world.expect("the login offers the registered phone", enrollment.preRegisteredPhone !== null);
  const other = { type: "sms", phoneNumber: "+41791234568" };
  await world.refused(
    routes.enrollFactor,
    { by, body: other },
    "phone_not_pre_registered",
    "no other number is accepted",
  );
  const app = { type: "totp" };
  await world.refused(
    routes.enrollFactor,
    { by, body: app },
    "phone_not_pre_registered",
    "and no authenticator app of a thief",
  );
  const setUp = await world.ask(routes.enrollFactor, { by, body: { type: "sms" } });
  const code = await world.smsCode(registered);
  const confirmed = await world.ask(routes.confirmFactor, {
    by,
    params: { factorId: setUp.factor.id },
    body: { code },
  });
  world.expect("the registered phone is active", confirmed.factor.status === "active");
}

export async function activity(world: World, drained: () => Promise<void>): Promise<void> {
  heading(9, "Everything left a trace");
  await drained();
  const { events } = await world.ask(routes.listActivity, { by: await world.passwordOf(user) });
  const types = new Set(events.map(({ type }) => type));
  for (const type of ["factor.activated", "login.succeeded", "method.locked"] as const)
    world.expect(`the user's activity shows ${type}`, types.has(type));
}
