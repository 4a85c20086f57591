import { actByLink } from "../shared/access/links.ts";
import { publicRoutes } from "../shared/contract/public-routes.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, Problem } from "../shared/http/problem.ts";

export const { handler, serve } = endpoint(publicRoutes.reopenMethod, async ({ body: { token }, at }, services) => {
  const done = await actByLink(services, { token, kind: "reopen" }, at);
  if (done === null) throw new Problem("not_found");
  return { state: granted(done, at.now).state };
});
