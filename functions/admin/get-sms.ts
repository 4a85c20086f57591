import { currentPolicy } from "../../shared/access/organisation-policy.ts";
import { settled } from "../../shared/account/breaker.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { adminRoutes } from "../../shared/contract/admin-routes.ts";
import { endpoint } from "../../shared/http/endpoint.ts";

/** Whole cents are too coarse for a message. */
const usd = (microUsd: number): number => Math.round(microUsd / 10) / 1e5;

export const { handler, serve } = endpoint(adminRoutes.adminGetSms, async ({ tenant, query, at }, services) => {
  const { month = isoTime(at.now).slice(0, 7) } = query;
  const [{ smsBudgetUsd }, bill, cells] = await Promise.all([
    currentPolicy(services, tenant),
    services.traffic.bill(tenant, month),
    services.traffic.stoppedCells(tenant),
  ]);
  return {
    month,
    currency: "USD" as const,
    spent: usd(bill.microUsd),
    budget: smsBudgetUsd,
    byCountry: bill.byCountry.map(({ country, messages, microUsd }) => ({ country, messages, usd: usd(microUsd) })),
    breakers: cells.flatMap(({ name, cell }) => {
      const { stop } = settled(cell, at.now);
      if (stop === null) return [];
      return {
        range: name.id,
        kind: name.kind,
        country: "country" in name ? name.country : name.id,
        state: at.now < stop.until ? ("stopped" as const) : ("trial" as const),
        until: isoTime(stop.until),
      };
    }),
  };
});
