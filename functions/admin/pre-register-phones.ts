import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { preRegisterPhone } from "../../shared/factors/sms/flows.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { actParameters } from "../../shared/contract/help-desk-schemas.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { invalid, Problem } from "../../shared/http/problem.ts";
import { actOn, withSecondPerson } from "../../shared/http/second-person.ts";

/** So many at once: an import of hundreds must not fill the table's connections. */
const width = 8;

export const registerPhones = actOn({
  action: "phones",
  status: adminRoutes.adminPreRegisterPhones.status,
  parameters: actParameters.phones,
  users: ({ phones }) => phones,
  async carryOut({ tenant, target }, { phones }, services) {
    const { smsCountries } = await currentPolicy(services, tenant);
    const register = async ({ phoneNumber, ...user }: (typeof phones)[number]) => {
      const { userId } = user;
      try {
        const { account } = await target(user);
        const outcome = await preRegisterPhone(services, account, { phoneNumber, smsCountries });
        return outcome.ok
          ? { userId, ok: true, known: outcome.known }
          : { userId, ok: false, code: outcome.refusal.code, known: false };
      } catch (error) {
        // One row's fault is its own; a failed dependency is everybody's, and the call can be made again.
        if (!(error instanceof Problem)) throw error;
        return { userId, ok: false, code: error.code, known: false };
      }
    };
    const results: Awaited<ReturnType<typeof register>>[] = [];
    for (let first = 0; first < phones.length; first += width)
      results.push(...(await Promise.all(phones.slice(first, first + width).map(register))));
    return { results };
  },
});

export const { handler, serve } = endpoint(adminRoutes.adminPreRegisterPhones, async (call, services) => {
  const users = call.body.phones.map(({ userId, issuer = call.caller.issuerId }) => JSON.stringify([issuer, userId]));
  if (new Set(users).size < users.length) throw invalid([{ path: "phones", message: "Each user once" }]);
  return withSecondPerson(registerPhones, call, call.body, services);
});
