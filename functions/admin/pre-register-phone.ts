import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { sealPreRegisteredPhone } from "../../shared/access/sealed-values.ts";
import { routes } from "../../shared/contract/routes.ts";
import { maskPhone } from "../../shared/factors/sms/show.ts";
import { isCountryAllowed } from "../../shared/account/countries.ts";
import { parsePhoneNumber } from "../../shared/factors/sms/phone-number.ts";
import { preRegister } from "../../shared/factors/sms/pre-register.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted, Problem } from "../../shared/http/problem.ts";

export const { handler, serve } = endpoint(
  routes.adminPreRegisterPhone,
  async ({ tenant, target, params, body, at }, services) => {
    const { smsCountries } = await currentPolicy(services, tenant);
    const number = parsePhoneNumber(body.phoneNumber);
    if (!number.ok) throw new Problem("invalid_phone_number");
    if (!isCountryAllowed(number.country, smsCountries)) throw new Problem("country_not_allowed");
    const { userId, account } = await target(params.userId);
    const sealed = await sealPreRegisteredPhone(services.vault, account.user, number.e164);
    granted(await account.change((state) => preRegister(state.account, sealed)), at.now);
    return { userId, preRegisteredPhone: maskPhone(number.e164) };
  },
);
