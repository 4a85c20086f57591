import type { Spread } from "../statistics.ts";
import type { Results } from "../results.ts";
import { plotSvg } from "./plot.ts";

const point = (x: number, { median, min, max }: Spread) => ({ x, y: median, low: min, high: max });

/** The plots of the page, by file name. */
export const plots = ({ throughput, growth }: Results): Readonly<Record<string, string>> => ({
  "performance-throughput.svg": plotSvg({
    title: "TOTP verifies over HTTP, closed loop",
    xTitle: "connections",
    yTitle: "answers per second",
    series: throughput.map(({ name, levels }) => ({
      name,
      points: levels.map(({ connections, perSecond }) => point(connections, perSecond)),
    })),
  }),
  ...(growth && {
    "performance-growth.svg": plotSvg({
      title: "The verify handler as the table grows",
      xTitle: "accounts in the table",
      yTitle: "milliseconds",
      series: [
        { name: "p50", points: growth.points.map(({ accounts, p50 }) => point(accounts, p50)) },
        { name: "p99", points: growth.points.map(({ accounts, p99 }) => point(accounts, p99)) },
      ],
    }),
  }),
});
