import { changedPolicy, currentPolicy, policyView } from "../../shared/access/organisation-policy.ts";
import { named, peopleOf } from "../../shared/access/people.ts";
import { routes } from "../../shared/contract/routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { granted, Problem } from "../../shared/http/problem.ts";
import { newId } from "../../shared/runtime/clock.ts";

export const { handler, serve } = endpoint(
  routes.adminPutPolicy,
  async ({ tenant, caller, actor, putName, body: { version, ...change }, at }, services) => {
    const { settings, policies, random } = services;
    const current = await currentPolicy(services, tenant);
    if (version !== current.version) throw new Problem("version_conflict");
    const { policy, event } = granted(changedPolicy(settings, current, change, at.now), at.now);
    await putName();
    const by = named(actor, await peopleOf(services, tenant, [actor.ref]));
    const id = newId("evt", random);
    const written = await policies.replace(tenant, policy, { ...event, id, at: at.now, actor });
    if (written === "conflict") throw new Problem("version_conflict");
    return policyView(policy, { settings, caller, changed: { at: at.now, actor: by } });
  },
);
