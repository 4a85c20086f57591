import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

/** Folders whose comments and names are still to be gone through. */
const toCome: readonly string[] = ["shared/identity/", "shared/http/", "shared/contract/", "shared/settings/"];
const isDone = (path: string): boolean => !toCome.some((folder) => path.startsWith(folder));

/** A comment starts with a noun or a verb of the field. */
const vague = /\/\*\*(?:\s|\*(?!\/))*(?:What|Who|Whatever|Those|All)\b/g;
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
  [/\bstand-?in\b/i, "placeholder"],
];

describe("the words of the house", () => {
  it(`begin at most ${mostVague} doc comments with What, Who, Whatever, Those or All`, () => {
    const found = sources
      .filter(({ path }) => isDone(path))
      .flatMap(({ path, text }) => [...text.matchAll(vague)].map(([match]) => `${path}: ${match}`));
    expect(found.length, found.join("\n")).toBeLessThanOrEqual(mostVague);
  });

  it.each(names)("take another name for %s: %s", (wrong) => {
    const found = sources.filter(({ path, text }) => isDone(path) && wrong.test(text));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});
