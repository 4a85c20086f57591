interface Holding {
  readonly name: string;
  readonly detail: string;
  readonly value: number;
  /** Per cent since the start of the year. */
  readonly change: number;
}

export interface Portfolio {
  readonly name: string;
  readonly currency: "CHF" | "EUR";
  readonly total: number;
  /** At the end of each of the last twelve months, oldest first. */
  readonly history: readonly number[];
  readonly holdings: readonly Holding[];
  readonly movements: readonly { readonly on: string; readonly what: string; readonly amount: number }[];
}

const path = [0.86, 0.88, 0.87, 0.9, 0.93, 0.91, 0.94, 0.95, 0.93, 0.97, 0.98, 1];

const portfolio = (name: string, currency: Portfolio["currency"], scale: number): Portfolio => {
  const money = (amount: number): number => Math.round(amount * scale * 100) / 100;
  const holdings = [
    { name: "World shares", detail: "1,240 companies, 23 countries", value: money(28_412.6), change: 9.4 },
    { name: "Government bonds", detail: "Average term 4.2 years", value: money(11_930.25), change: 2.1 },
    { name: "Forest & land", detail: "Managed woodland, Northern Europe", value: money(5_204.9), change: 4.8 },
    { name: "Cash", detail: "Available at once", value: money(2_740), change: 0.6 },
  ];
  const total = Math.round(holdings.reduce((sum, { value }) => sum + value, 0) * 100) / 100;
  return {
    name,
    currency,
    total,
    history: path.map((part) => Math.round(total * part)),
    holdings,
    movements: [
      { on: "2026-11-02", what: "Monthly savings plan", amount: money(600) },
      { on: "2026-10-14", what: "Dividend, World shares", amount: money(84.12) },
      { on: "2026-10-02", what: "Monthly savings plan", amount: money(600) },
      { on: "2026-09-21", what: "Withdrawal to bank account", amount: money(-1_250) },
    ],
  };
};

/** Invented portfolios of the demo users, by e-mail address. */
export const portfolios: Readonly<Record<string, Portfolio>> = {
  "user@example.com": portfolio("Robin Keller", "CHF", 1),
  "second@example.com": portfolio("Sam Ito", "CHF", 0.42),
  "admin@example.com": portfolio("Alex Moreau", "CHF", 1.9),
  "user@umbrella.example": portfolio("Jo Brand", "EUR", 0.73),
};
