import { readLink } from "../shared/access/links.ts";
import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { isoTime } from "../shared/account/instant.ts";
import { publicRoutes } from "../shared/contract/public-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, Problem } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(publicRoutes.readLink, async ({ body, at }, services) => {
  const read = await readLink(services, body.token, at);
  if (read === null) throw new Problem("not_found");
  const { link, account, state } = granted(read, at.now);
  const { issuerName } = await recentPolicy(services, link.user.tenant);
  return { kind: link.kind, app: issuerName, account, at: isoTime(link.at), state };
});
