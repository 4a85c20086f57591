import type { ForeseenSms } from "../account/rehearsal.ts";

/**
 * Prices in USD for the ledger of SMS, put together in November 2026: estimates, so that a budget is spent too early rather than too late. Your provider's bill has the
 * last word; put your own prices into SMS_PRICES.
 *
 * Sources: of ES and US the prices in the example events of AWS's guide ("Monitoring with EventBridge", events of October 2025 and 2024,
 * fee of the carrier included); of the others a typical price, not read from AWS's price sheet, which is one for each carrier.
 */
const pricesAsOf = "2026-11";
const perMessage: Readonly<Record<string, number>> = { ES: 0.06087, US: 0.00883, PR: 0.00883, CA: 0.0108 };
/** Much of Western Europe costs half of it. */
const elsewhere = 0.09;
/** A call of a minute costs about as much as a message; the shorter ones cost the whole minute. */
const perCall = 1;

/** Price of one message to this country, in millionths of a USD. */
export function priceOf(country: string, own: Readonly<Record<string, number>>, channel: "sms" | "voice"): number {
  const message = own[country] ?? own["*"] ?? perMessage[country] ?? elsewhere;
  return Math.round(1e6 * message * { sms: 1, voice: perCall }[channel]);
}

/** Working days. A rehearsal does not know how often somebody logs in. */
const weekLogins = 5;

/**
 * An estimate of the SMS of a policy's first week, one for each login; a user's set-up completes the first. No remembered device, no
 * message asked for again. `least`: whoever has another way takes it, and a phone is of the cheapest country that it may be of.
 */
export function firstWeekOf(messages: readonly ForeseenSms[], own: Readonly<Record<string, number>>) {
  const bounds = messages.map(({ isSure, countries }) => {
    const prices = countries.map((country) => priceOf(country, own, "sms"));
    return { isSure, least: isSure ? Math.min(...prices) : 0, most: Math.max(...prices) };
  });
  const sumOf = (count: number, prices: readonly number[]) => ({
    messages: weekLogins * count,
    usd: (weekLogins * prices.reduce((sum, price) => sum + price, 0)) / 1e6,
  });
  return {
    currency: "USD" as const,
    pricesAsOf,
    logins: weekLogins,
    least: sumOf(
      bounds.filter(({ isSure }) => isSure).length,
      bounds.map(({ least }) => least),
    ),
    most: sumOf(
      bounds.length,
      bounds.map(({ most }) => most),
    ),
  };
}

/** Prices of the deployment's own, by country. */
export const ownPrices = ({
  smsPrices,
}: {
  readonly smsPrices?: string | undefined;
}): Readonly<Record<string, number>> =>
  Object.fromEntries(
    (smsPrices?.split(",") ?? []).map((pair) => {
      const [country = "", price = ""] = pair.split("=");
      return [country, Number(price)];
    }),
  );
