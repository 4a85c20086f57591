import { Reply } from "../shared/http/step.ts";
import { openLink } from "../shared/access/links.ts";
import { recentPolicy } from "../shared/access/organisation-policy.ts";
import { userRoutes } from "../shared/contract/user-routes.ts";
import { beginUndo, proveUndo } from "../shared/factors/undo.ts";
import { endpoint } from "../shared/http/endpoint.ts";
import { granted, Problem } from "../shared/http/problem.ts";
import { sendsSms } from "../shared/runtime/outbound.ts";

export const { handler, serve } = endpoint(
  userRoutes.undoChange,
  async ({ account, caller, body, headers, at }, services) => {
    granted(await account.read(), at.now);
    const { token, ...brought } = body;
    const link = await openLink(services.vault, token);
    const { user } = account;
    if (link?.kind !== "changed" || link.user.tenant !== user.tenant || link.user.ref !== user.ref)
      throw new Problem("not_found");
    if (link.expiresAt <= at.now) throw new Problem("challenge_expired");
    const policy = async () => recentPolicy(services, caller.tenant);
    const request = { account, caller, headers, at, link: link.id, policy };
    if (brought.code === undefined && brought.credential === undefined) {
      const { needed } = granted(await beginUndo(services, request), at.now);
      const { type, publicKey, challenge } = needed;
      return { type, ...(publicKey && { publicKey }), ...(challenge && { challenge }) };
    }
    granted(await proveUndo(services, request, brought), at.now);
    return new Reply(204, null);
  },
  sendsSms,
);
