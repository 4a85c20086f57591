import { deliveryView } from "../shared/factors/sms/flows.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, Problem } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(userRoutes.smsDelivery, async ({ account, query, at }) => {
  const { challenges } = granted(await account.read(true), at.now);
  const challenge = challenges.find(({ id }) => id === query.challengeId);
  if (challenge === undefined) throw new Problem("challenge_expired");
  return { delivery: deliveryView(challenge) };
});
