export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly low: number; readonly high: number }[];
}

export interface Plot {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly Series[];
}

const [width, height] = [760, 440];
const area = { left: 70, right: 50, top: 46, bottom: 56 };
/** Told apart without colours too: each has its own dash. */
const strokes = [
  ["#0b6bcb", ""],
  ["#c2410c", "7 4"],
  ["#15803d", "2 4"],
  ["#7e22ce", "10 3 2 3"],
  ["#57534e", "4 2"],
] as const;
const legendLine = 19;

/** A line plot as SVG: x in powers, y from zero; the whiskers are the least and the most. */
export function plotSvg({ title, xTitle, yTitle, series }: Plot): string {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].toSorted(
    (one, other) => one - other,
  );
  const ticks = niceTicks(Math.max(...series.flatMap(({ points }) => points.map(({ high }) => high))));
  const top = ticks.at(-1) ?? 1;
  const [first, last] = [Math.log(xs[0] ?? 1), Math.log(xs.at(-1) ?? 1)];
  const xOf = (x: number): number =>
    area.left + ((Math.log(x) - first) / (last - first || 1)) * (width - area.left - area.right);
  const yOf = (y: number): number => height - area.bottom - (y / top) * (height - area.top - area.bottom);

  const grid = ticks.map(
    (tick) =>
      `${line(area.left, yOf(tick), width - area.right, yOf(tick), "#d6d3d1")}${label(area.left - 8, yOf(tick) + 4, number(tick), "end")}`,
  );
  const bottom = xs.map((x) => label(xOf(x), height - area.bottom + 20, number(x), "middle"));
  const lines = series.map(({ points }, index) => {
    const [color, dash] = strokes[index % strokes.length] ?? strokes[0];
    const path = points.map(({ x, y }) => `${coordinate(xOf(x))},${coordinate(yOf(y))}`).join(" ");
    const marks = points.map(
      ({ x, y, low, high }) =>
        line(xOf(x), yOf(low), xOf(x), yOf(high), color) +
        `<circle cx="${coordinate(xOf(x))}" cy="${coordinate(yOf(y))}" r="3" fill="${color}"/>`,
    );
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>${marks.join("")}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + series.length * legendLine}" font-family="sans-serif" font-size="13" fill="#1c1917">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${area.left}" y="26" font-size="16" font-weight="bold">${escape(title)}</text>
${grid.join("\n")}
${bottom.join("\n")}
${label((width + area.left - area.right) / 2, height - 12, xTitle, "middle")}
<text transform="translate(18 ${height / 2}) rotate(-90)" text-anchor="middle">${escape(yTitle)}</text>
${lines.join("\n")}
${series.map(legend).join("\n")}
</svg>
`;
}

function legend({ name }: Series, index: number): string {
  const [color, dash] = strokes[index % strokes.length] ?? strokes[0];
  const y = height + 4 + index * legendLine;
  return `<line x1="${area.left}" y1="${y}" x2="${area.left + 40}" y2="${y}" stroke="${color}" stroke-width="2" stroke-dasharray="${dash}"/>${label(area.left + 50, y + 4, name, "start")}`;
}

const coordinate = (value: number): string => value.toFixed(1);
const number = (value: number): string => value.toLocaleString("en-US");
const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const line = (x1: number, y1: number, x2: number, y2: number, color: string): string =>
  `<line x1="${coordinate(x1)}" y1="${coordinate(y1)}" x2="${coordinate(x2)}" y2="${coordinate(y2)}" stroke="${color}"/>`;
const label = (x: number, y: number, text: string, anchor: "start" | "middle" | "end"): string =>
  `<text x="${coordinate(x)}" y="${coordinate(y)}" text-anchor="${anchor}">${escape(text)}</text>`;

/** About five round steps from zero to at least `most`. */
export function niceTicks(most: number): readonly number[] {
  const raw = most / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
