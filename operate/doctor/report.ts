import { paint, type Style } from "../../client/command-line/command-line.ts";
import type { Finding, Verdict, Examined } from "./check.ts";

const marks: Readonly<Record<Verdict, { readonly mark: string; readonly style: Style }>> = {
  good: { mark: "ok", style: "green" },
  warn: { mark: "look", style: "yellow" },
  bad: { mark: "BAD", style: "red" },
  unknown: { mark: "?", style: "magenta" },
};

const all = (examined: readonly Examined[]): readonly Finding[] => examined.flatMap(({ findings }) => findings);

/** 0 if nothing bites; 1 if something does, or could not be looked at. */
export const exitCodeOf = (examined: readonly Examined[]): 0 | 1 =>
  all(examined).some(({ verdict }) => verdict === "bad" || verdict === "unknown") ? 1 : 0;

/** For scripts. */
export const asJson = (stage: string, examined: readonly Examined[]): string =>
  JSON.stringify(
    {
      stage,
      healthy: exitCodeOf(examined) === 0,
      checks: examined.flatMap(({ name, findings }) => findings.map((finding) => ({ name, ...finding }))),
    },
    null,
    2,
  );

/** For people: one line per finding, and what to do below it. */
export function asPage(stage: string, examined: readonly Examined[]): string {
  const width = Math.max(...examined.map(({ name }) => name.length));
  const lines = examined.flatMap(({ name, findings }) =>
    findings.map(({ verdict, sentence, remedy }) => {
      const { mark, style } = marks[verdict];
      const line = `${paint(style, mark.padEnd(4))}  ${name.padEnd(width)}  ${sentence}`;
      return remedy === undefined ? line : `${line}\n${" ".repeat(width + 8)}→ ${remedy}`;
    }),
  );
  return [`Stage ${stage}`, "", ...lines, "", summary(examined)].join("\n");
}

function summary(examined: readonly Examined[]): string {
  const count = (wanted: Verdict): number => all(examined).filter(({ verdict }) => verdict === wanted).length;
  const counts = `${count("good")} good, ${count("warn")} to look at, ${count("bad")} bad, ${count("unknown")} unknown`;
  return exitCodeOf(examined) === 0
    ? paint("green", `Nothing bites: ${counts}.`)
    : paint("red", `Something will bite: ${counts}.`);
}
