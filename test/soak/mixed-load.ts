import { expectOutcome, Unexpected, type WornUser } from "./worn-user.ts";
import type { TwoServices } from "./two-services.ts";

type Action = (user: WornUser) => Promise<unknown>;

const logIn: Action = async (user) => expectOutcome("200", await user.verify(await user.nextAppCode()));

/** Actions of users in a day, each complete. */
const actions: Readonly<Record<string, Action>> = {
  "logs in with the app": async (user) => {
    expectOutcome("200", await user.withPassword("POST", "/v1/login", {}));
    await logIn(user);
  },
  "logs in by SMS": async (user) => expectOutcome("200", await user.verify(await user.nextSmsCode())),
  "logs in with a backup code": async (user) => {
    await logIn(user);
    expectOutcome("200", await user.verify(await user.nextBackupCode()));
  },
  mistypes: async (user) => {
    expectOutcome("invalid_code", await user.verify({ code: user.wrongCode() }));
    await logIn(user);
  },
  "types a code twice": async (user) => {
    await logIn(user);
    expectOutcome("code_already_used", await user.verify(await user.nextAppCode()));
  },
  "looks at the account page": async (user) => {
    expectOutcome("200", await user.withPassword("GET", "/v1/factors"));
    await logIn(user);
    expectOutcome("200", await user.withAccess("GET", "/v1/activity?limit=5"));
  },
  "renames the app": async (user) => {
    await logIn(user);
    expectOutcome("200", await user.withAccess("PATCH", `/v1/factors/${user.appId}`, { label: "My phone" }));
  },
  "tries a second app": async (user) => {
    await logIn(user);
    await user.addAndRemoveApp();
  },
  administers: async (user) => {
    await logIn(user);
    for (const path of [user.adminPath(), user.adminPath("/events"), "/v1/admin/policy"])
      expectOutcome("200", await user.withAccess("GET", path));
  },
  "switches 2FA off and on again": async (user) => {
    await logIn(user);
    expectOutcome("204", await user.withAccess("DELETE", "/v1/factors"));
    expectOutcome("200", await user.withPassword("POST", "/v1/login", {}));
    await user.setUp();
  },
};

/** Runs all users at once, each with another action, for so many seconds. Returns whether every answer was the expected one. */
export async function mixedLoad(
  services: TwoServices,
  users: readonly WornUser[],
  seconds: number,
  say: (sentence: string) => void,
): Promise<boolean> {
  const errors: Record<string, number> = {};
  const kinds = Object.entries(actions);
  const began = performance.now();
  const passed = (): number => (performance.now() - began) / 1000;
  let done = 0;
  let tenth = 1;
  services.takeMillis();
  for (let round = 0; passed() < seconds; round += 1) {
    // 48 rounds a day: fewer SMS and wrong codes than a user's day allows.
    services.clock.forward(1800);
    await Promise.all(
      users.map(async (user, nth) => {
        const [name, action] = kinds[(round + nth) % kinds.length] ?? ["", logIn];
        await action(user).catch((error: unknown) => {
          const reason = error instanceof Unexpected ? error.message : String(error);
          errors[`${name}: ${reason}`] = (errors[`${name}: ${reason}`] ?? 0) + 1;
        });
        done += 1;
      }),
    );
    if (passed() >= (seconds * tenth) / 10) {
      say(
        `  mixed load: ${passed().toFixed(0)} of ${seconds} s, ${done} actions, ${Object.keys(errors).length} kinds of error`,
      );
      tenth = Math.floor((passed() * 10) / seconds) + 1;
    }
  }
  await services.drained();
  const millis = services.takeMillis();
  const at = (share: number): string => (millis[Math.floor(millis.length * share)] ?? 0).toFixed(0);
  say(
    `mixed load: ${done} actions, ${millis.length} calls in ${passed().toFixed(0)} s ` +
      `(${(millis.length / passed()).toFixed(0)} a second; half within ${at(0.5)} ms, 99 % within ${at(0.99)} ms; ` +
      `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB); ` +
      `errors: ${JSON.stringify(errors)}, troubles: ${JSON.stringify(services.troubles)}`,
  );
  return Object.keys(errors).length === 0 && services.troubles.length === 0;
}
