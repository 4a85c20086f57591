import * as z from "zod/mini";
import { type Cell, type CellName, count, type Fact, isKnownRange, settled } from "../account/breaker.ts";
import type { AccountEvent, RecordedEvent } from "../account/events.ts";
import { type Instant, isoTime } from "../account/instant.ts";
import { newId, type Services } from "../runtime/services.ts";
import { ownPrices, priceOf } from "../settings/sms-prices.ts";

type TrafficServices = Pick<Services, "traffic" | "policies" | "settings" | "clock" | "random" | "telemetry">;

/** The part of an event's data that tells of an SMS; of other events there is none. */
const facts = z.object({
  country: z.string(),
  range: z.optional(z.string()),
  channel: z.optional(z.literal("voice")),
});
type Facts = z.output<typeof facts>;

const signs = { "sms.requested": 1, "sms.failed": -1 } as const;
const isSend = (type: string): type is keyof typeof signs => Object.hasOwn(signs, type);

/** Counts an event of the bus: in the organisation's bill, and in the cells of the watch on pumping. */
export async function countTraffic(services: TrafficServices, tenant: string, event: RecordedEvent): Promise<void> {
  const sms = facts.safeParse(event.data).data;
  if (sms === undefined) return;
  if (isSend(event.type)) await bill(services, tenant, event, sms, signs[event.type]);
  const what = meanings[event.type];
  if (what !== undefined) await watch(services, tenant, sms, { id: event.id, what, at: event.at });
}

const meanings: Readonly<Record<string, Fact["what"]>> = {
  "sms.requested": "sent",
  "sms.failed": "failed",
  "factor.activated": "back",
};

async function bill(
  { traffic, policies, settings, telemetry }: TrafficServices,
  tenant: string,
  { id, at }: RecordedEvent,
  { country, channel }: Facts,
  messages: 1 | -1,
): Promise<void> {
  const month = isoTime(at).slice(0, 7);
  const microUsd = messages * priceOf(country, ownPrices(settings), channel ?? "sms");
  const sum = await traffic.add(tenant, month, { id, country, messages, microUsd });
  const budget = (await policies.recent(tenant))?.smsBudgetUsd ?? null;
  if (sum === null || budget === null) return;
  const half = (1e6 * budget) / 2;
  if (sum >= half && sum - microUsd < half) telemetry.logger.warn("half of an sms budget is spent", { tenant, month });
}

async function watch(services: TrafficServices, tenant: string, { country, range }: Facts, fact: Fact): Promise<void> {
  if (range === undefined) return;
  const wasKnown = await countIn(services, tenant, { kind: "range", id: range, country }, fact);
  // While a country is stopped, known ranges go on: what they do says nothing of the others.
  await countIn(services, tenant, { kind: "country", id: country }, fact, ({ stop }) => stop === null || !wasKnown);
}

const maxTries = 20;

/** Counts the fact in one cell. Returns whether a range was known before. */
async function countIn(
  { traffic, clock, random, telemetry }: TrafficServices,
  tenant: string,
  name: CellName,
  fact: Fact,
  counts: (cell: Cell) => boolean = () => true,
): Promise<boolean> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const now = clock.now();
    const { cell, version } = await traffic.current(tenant, name);
    const wasKnown = isKnownRange(cell, now);
    const after = count(name, cell, fact, now);
    if (after.cell === cell || !counts(settled(cell, now))) return wasKnown;
    const event =
      after.paused === null ? undefined : paused(name, { id: newId("evt", random), until: after.paused, now });
    if ((await traffic.write(tenant, name, after.cell, version, event)) === "conflict") continue;
    if (event) telemetry.logger.warn("sms paused", { tenant, cell: name.id });
    return wasKnown;
  }
  throw new Error("Too many counted at once");
}

const paused = (
  name: CellName,
  { id, until, now: at }: { readonly id: string; readonly until: Instant; readonly now: Instant },
): AccountEvent => ({
  id,
  at,
  actor: { role: "system", ref: "watch" },
  type: "sms.paused",
  data:
    name.kind === "range"
      ? { country: name.country, range: name.id, until: isoTime(until) }
      : { country: name.id, range: null, until: isoTime(until) },
});
