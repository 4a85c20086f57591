import { currentPolicy } from "../shared/access/organisation-policy.ts";
import { enrollAuthenticator } from "../shared/factors/totp/enroll.ts";
import { routes } from "../shared/contract/routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { enrollPhone } from "../shared/factors/sms/enroll.ts";
import { sendsSms } from "../shared/runtime/outbound/sms.ts";

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
