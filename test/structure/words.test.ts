import { describe, expect, it } from "vitest";
import { allFiles, sources } from "./sources.ts";

/** A comment starts with a noun or a verb of the field. */
const vague = /(?:\/\*\*?(?:\s|\*(?!\/))*|^[ \t]*\/\/ )(?:What|Who|Whatever|Those|All)\b.*/gm;
const mostVague = 10;

/** Names that say nothing of the field, and the right ones in their place. */
const names: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/\baftermath\b/i, "effects"],
  [/\bpatiently\b/, "withRetry"],
  [/\boutlets\b/, "outbound"],
  [/\b(?:interface|type|class) (?:World|Surroundings|Hands)\b/, "Deps or Context"],
  [/\bDesk\b/, "StepUpPrompt"],
  [/\bSpeech\b/, "Translator"],
  [/\b(?:const|function|readonly) (?:told|tell|telling)(?:[A-Z]\w*)?\b/, "notify"],
  [/\b(?:const|function) keep(?!Alive)[A-Z]\w*/, "toItem"],
  [/\b(?:const|let|function|readonly) kept\b/, "cached or stored"],
  [/\b(?:const|let|function|readonly) (?:asked|placed)\b/, "query or placeFields"],
  [/\b(?:const|let|function|readonly) ways\b/, "outbound"],
  [/\b(?:const|let|function|readonly|type) (?:machines?|perform)\b|\bfunction next\b/, "state, update, effects, view"],
  [/\b\w+ToCome\b/, "the thing that is missing"],
  [/\bstand-?in\b/i, "placeholder"],
];

describe("the words of the house", () => {
  it(`begin at most ${mostVague} comments with What, Who, Whatever, Those or All`, () => {
    expect(allFiles.length).toBeGreaterThan(sources.length);
    const found = allFiles.flatMap(({ path, text }) => [...text.matchAll(vague)].map(([match]) => `${path}: ${match}`));
    expect(found.length, found.join("\n")).toBeLessThanOrEqual(mostVague);
  });

  it.each(names)("take another name for %s: %s", (wrong) => {
    const found = sources.filter(({ text }) => wrong.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});
