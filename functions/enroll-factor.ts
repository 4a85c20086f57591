import { currentPolicy } from "../shared/account/organisation-policy.ts";
import { enrollAuthenticator } from "../shared/account/enroll-authenticator.ts";
import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { enrollPhone } from "../shared/sms/enroll-phone.ts";
import { sendsSms } from "../shared/sends-sms.ts";

export const { handler, serve } = endpoint(
  routes.enrollFactor,
  async (request, services) => {
    const policy = await currentPolicy(services, request.caller.tenant);
    return request.body.type === "totp"
      ? enrollAuthenticator(services, { ...request, label: request.body.label ?? "Authenticator app", policy })
      : enrollPhone(services, {
          ...request,
          phoneNumber: request.body.phoneNumber,
          label: request.body.label ?? "Phone",
          policy,
        });
  },
  sendsSms,
);
