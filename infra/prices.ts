/**
 * List prices in USD, us-east-1, without free tiers, November 2026. Each names its source and how sure it is. Check the price pages before
 * you rely on them.
 */
export const pricesAsOf = "2026-11";
export const region = "us-east-1";

interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
}

export const prices = {
  apiRequest: {
    usd: 1 / 1e6,
    per: "HTTP API request",
    source: "API Gateway price page, first 300 million a month; transcription of 2026-09-20",
  },
  lambdaRequest: { usd: 0.2 / 1e6, per: "Lambda request", source: "Lambda price page; long-standing, not read again" },
  lambdaGigabyteSecond: {
    usd: 13.33 / 1e6,
    per: "GB-second on arm64",
    source: "Lambda price page; long-standing, not read again",
  },
  readUnit: {
    usd: 0.125 / 1e6,
    per: "DynamoDB read request unit",
    source: "DynamoDB on-demand price since November 2024",
  },
  writeUnit: {
    usd: 0.625 / 1e6,
    per: "DynamoDB write request unit",
    source: "DynamoDB on-demand price since November 2024",
  },
  kmsRequest: { usd: 0.03 / 1e4, per: "KMS request, symmetric", source: "KMS price page" },
  event: {
    usd: 1 / 1e6,
    per: "custom event on EventBridge",
    source: "EventBridge price page; long-standing, not read again",
  },
  archiveGigabyte: {
    usd: 0.123,
    per: "GB in the archive of EventBridge: taken in ($0.10), and kept for a month ($0.023)",
    source: "EventBridge price page; long-standing, not read again",
  },
  logGigabyte: {
    usd: 0.5,
    per: "GB of logs taken in by CloudWatch",
    source: "CloudWatch price page; long-standing, not read again",
  },
} as const satisfies Record<string, Price>;

/** SMS prices depend on country and carrier; the cost of the service itself leaves them out. */
export const smsPrices = [
  {
    what: "SMS in the US, carrier fee included",
    usd: 0.0083,
    to: 0.0108,
    source: "list prices with carrier fees, not read from AWS's price sheet",
  },
  { what: "SMS in much of Western Europe", usd: 0.045, to: 0.045, source: "typical, not read from AWS's price sheet" },
  {
    what: "SMS in the US by Twilio, before carrier fees",
    usd: 0.0083,
    to: 0.0083,
    source: "Twilio's list price, October 2026",
  },
] as const;
