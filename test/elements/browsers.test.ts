import { beforeAll, describe, expect, it } from "vitest";
import { buildElements } from "../../web/elements/build.ts";

/** Functions and rules that Safari 16.4, Chrome 111 or Firefox 115 does not have yet. */
const tooYoung = {
  "Promise.withResolvers": /withResolvers/,
  "Promise.try": /Promise\.try/,
  "AbortSignal.any": /AbortSignal\.any/,
  "URL.parse": /URL\.parse\(/,
  "URL.canParse": /canParse/,
  "Object.groupBy, Map.groupBy": /\.groupBy\(/,
  "Array.fromAsync": /fromAsync/,
  "String.isWellFormed": /\.(?:is|to)WellFormed\(/,
  "methods of sets": /\.(?:union|intersection|difference|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
  "base 64 of Uint8Array": /\.(?:toBase64|fromBase64|setFromBase64|toHex|fromHex)\(/,
  "modifiers in expressions": /\(\?[ims]*-?[ims]*:[^)]*\)\/|RegExp\.escape/,
  "Intl.Segmenter, Intl.DurationFormat": /Intl\.(?:Segmenter|DurationFormat)/,
  "functions of pages": /requestIdleCallback|startViewTransition|\.checkVisibility\(|\.moveBefore\(|scheduler\.yield/,
  "streams as iterables": /ReadableStream\.from/,
  "JSON of passkeys": /\.parse(?:Creation|Request)OptionsFromJSON\(/,
  "@property, @starting-style, @scope": /@(?:property|starting-style|scope)\b/,
  subgrid: /subgrid/,
  "methods of iterators": /Iterator\.from|\.(?:values|keys|entries)\(\)\.(?:map|filter|toArray|some|every|find)\(/,
  "the flag v of expressions": /\/[a-z]*v[a-z]*\.test\(/,
  "light-dark()": /light-dark\(/,
  ":has()": /:has\(/,
};

describe("the built elements run in the browsers that README.md names", () => {
  let code = "";
  beforeAll(async () => {
    code = (await buildElements()).map((script) => script.code).join("\n");
  });

  it.each(Object.entries(tooYoung))("without %s", (_name, pattern) => {
    expect(code.length).toBeGreaterThan(10_000);
    expect(pattern.exec(code)?.[0]).toBeUndefined();
  });
});
