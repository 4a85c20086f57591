import { Authenticator } from "./authenticator.ts";
import type { Answer } from "./called-service.ts";
import { mailedLink } from "./mailed-link.ts";
import type { Organisation } from "./organisation.ts";
import type { Person } from "./person.ts";
import type { RunningService } from "./running-service.ts";
import { shopOrigin } from "./world.ts";

/** Types wrong codes, each when it is let in, and gives the last answer. */
export async function guessing(person: Person, times: number, clock: RunningService["clock"]): Promise<Answer> {
  let last = await person.verify(person.wrongTotpCode());
  for (let again = 1; again < times; again += 1) {
    clock.forward(Number(last.body["retryAfter"] ?? 0));
    last = await person.verify(person.wrongTotpCode());
  }
  return last;
}

/** A person who removed an app and froze the account by the link in the notice. */
export async function frozenPerson(organisation: Organisation, service: RunningService): Promise<Person> {
  const email = "frozen@shop.example";
  const ada = organisation.person("ada", { email });
  for (const _ of ["old", "new"]) await ada.hasTotp();
  await ada.withAccess("DELETE", `/v1/factors/${ada.totpFactorId}`);
  await service.call("POST", "/v1/freeze", { body: { token: await mailedLink(service, email) } });
  return ada;
}

/** A person whose passkeys are in use where the policy then refuses the codes of apps. */
export async function personBeyondApps(organisation: Organisation, service: RunningService): Promise<Person> {
  await organisation.setPolicy({
    passkeys: { allowed: "any", userVerification: "preferred", downgrade: "refuse" },
  });
  const ada = organisation.person("ada");
  const key = new Authenticator(shopOrigin);
  await ada.hasTotp();
  await ada.hasPasskey(key);
  await ada.loginWithPasskey(key);
  await ada.hasPasskey(new Authenticator(shopOrigin));
  service.clock.forward(72 * 3600);
  return ada;
}
