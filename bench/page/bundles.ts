import { table } from "../../docs/generate/table.ts";
import type { Bundle } from "../measure/bundles.ts";
import { goals, type Results } from "../results.ts";
import { figure, kilobytes, met, spreadFigure } from "./format.ts";

const largest = ({ parts }: Bundle): string =>
  Object.entries(parts)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 6)
    .map(([name, bytes]) => `${name} ${figure(kilobytes(bytes))}`)
    .join(", ");

const row = (bundle: Bundle): readonly string[] => {
  const { name, bytes, bare } = bundle;
  const ratio = bare && bundle.import.median / bare.published.median;
  const alike = bare && bundle.import.median / bare.bundledAlike.median;
  return [
    `\`${name}\``,
    figure(kilobytes(bytes)),
    met(kilobytes(bytes) <= goals.bundleKilobytes),
    spreadFigure(bundle.import),
    bare ? `${bare.clients.join(", ")}: ${spreadFigure(bare.published)}` : "none",
    ratio === null ? "–" : figure(ratio),
    alike === null ? "–" : figure(alike),
    alike === null ? "–" : met(alike <= goals.importRatio),
    largest(bundle),
  ];
};

export const bundlesSection = ({ bundles }: Results): string => `## Bundles and cold start

Each function as the deployment bundles it (\`infra/bundling.ts\`: ES module, minified, one file), and the time that a fresh Node process takes to import it, beside an equally bundled file
with nothing but the AWS clients that the function's route needs. *Ratio*: over those clients as published; *alike*: over the same clients bundled with our own settings, which
leave the chain of credential providers out. Goals: at most ${figure(goals.bundleKilobytes)} KB (of 1,024 bytes), and at most ${figure(goals.importRatio)} over the clients bundled alike. Kilobytes, milliseconds.

${table(["Function", "KB", "size goal", "import", "bare clients", "ratio", "alike", "import goal", "largest parts (KB)"], bundles.map(row))}
`;
