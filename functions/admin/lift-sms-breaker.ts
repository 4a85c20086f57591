import { lift, settled } from "../../shared/account/breaker.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Problem } from "../../shared/http/problem.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { newId } from "../../shared/runtime/services.ts";

const maxTries = 12;

export const { handler, serve } = endpoint(
  adminRoutes.adminLiftSmsBreaker,
  async ({ tenant, caller, actor, putName, params, at }, { traffic, random }) => {
    // The brake protects the deployment's money: whoever sends too much must not take it off himself.
    if (!caller.isOperator) throw new Problem("forbidden");
    for (let tries = 0; tries < maxTries; tries += 1) {
      const found = (await traffic.stoppedCells(tenant)).find(({ name }) => name.id === params.range);
      if (found === undefined || settled(found.cell, at.now).stop === null) throw new Problem("not_found");
      await putName();
      const { name } = found;
      const { cell, version } = await traffic.current(tenant, name);
      const until = isoTime(at.now);
      const data =
        name.kind === "range"
          ? { country: name.country, range: name.id, until }
          : { country: name.id, range: null, until };
      const event = { id: newId("evt", random), at: at.now, actor, type: "sms.paused" as const, data };
      if ((await traffic.write(tenant, name, lift(cell, at.now), version, event)) === "written") return;
    }
    throw new Problem("busy");
  },
);
