import { expect } from "vitest";
import type { Answer } from "../../harness/called-service.ts";
import { Organisation } from "../../harness/organisation.ts";
import type { Person } from "../../harness/person.ts";
import type { DeployedService } from "../deployed-service.ts";

const daySeconds = 86_400;
/** SMS are counted by the day and the hour of UTC. */
function tomorrow({ clock }: DeployedService): void {
  clock.forward(daySeconds - ((clock.now() / 1000) % daySeconds));
}

const isRefused = ({ body }: Answer): boolean =>
  body["code"] === "sms_limit_reached" || body["sms"]?.unavailable === "sms_limit_reached";

/** Calls again and again until the limit answers. */
async function untilRefused(call: (nth: number) => Promise<Answer>): Promise<void> {
  for (let nth = 0; nth < 20; nth += 1) if (isRefused(await call(nth))) return;
  throw new Error("No limit was met");
}

const enroll = async (person: Person, phoneNumber: string): Promise<Answer> =>
  person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });

/** Each step that sends is stopped by the limit of the number. */
export async function limitOfANumber(service: DeployedService): Promise<void> {
  const { clock } = service;
  const numbers = new Organisation(service, service.issuer, "numbers");
  const after = async (seconds: number, call: () => Promise<Answer>): Promise<Answer> => {
    clock.forward(seconds);
    return call();
  };
  tomorrow(service);
  await untilRefused(async (nth) => enroll(numbers.person(`owner-${String(nth)}`), "+4915112345610"));

  const ada = numbers.person("ada");
  const pending = String((await enroll(ada, "+4915112345611")).body["factor"].id);
  const resend = `/v1/factors/${pending}/resend`;
  await untilRefused(async (nth) => after([30, 60][nth] ?? 120, async () => ada.withPassword("POST", resend)));

  tomorrow(service);
  const ben = numbers.person("ben");
  await ben.hasSms("+4915112345612");
  await untilRefused(async () => after(300, async () => ben.withPassword("POST", "/v1/login")));
  tomorrow(service);
  await untilRefused(async () => after(300, async () => ben.withPassword("POST", "/v1/login/sms", { body: {} })));
}

/** The organisation's budget of set-ups stops set-ups alone. */
export async function budgetOfATenant(service: DeployedService): Promise<void> {
  const { clock } = service;
  const budget = new Organisation(service, service.issuer, "budget");
  tomorrow(service);
  const cleo = budget.person("cleo");
  await cleo.hasSms("+4915112345613");
  const dora = budget.person("dora");
  const pending = String((await enroll(dora, "+4915112345614")).body["factor"].id);
  await untilRefused(async (nth) => enroll(budget.person(`new-${String(nth)}`), `+491511234562${String(nth)}`));
  clock.forward(120);
  expect(isRefused(await dora.withPassword("POST", `/v1/factors/${pending}/resend`))).toBe(true);
  // Logins have a budget of their own, which refuses no confirmed phone.
  const login = await cleo.withPassword("POST", "/v1/login");
  expect([login.status, isRefused(login)]).toEqual([200, false]);
}
