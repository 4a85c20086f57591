import { beforeAll, describe, expect, it } from "vitest";
import { buildElements } from "../../web/elements/build.ts";

/** Functions and rules that Safari 16.4, Chrome 111 or Firefox 115 does not have yet. */
const tooYoung = {
  "Promise.withResolvers": /withResolvers/,
  "Promise.try": /Promise\.try/,
  "URL.parse": /URL\.parse\(/,
  "URL.canParse": /canParse/,
  "Object.groupBy, Map.groupBy": /\.groupBy\(/,
  "Array.fromAsync": /fromAsync/,
  "String.isWellFormed": /\.(?:is|to)WellFormed\(/,
  "methods of sets": /\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
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
