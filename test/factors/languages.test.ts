/** @module-tag histories */
import fc from "fast-check";
import { expect, it } from "vitest";
import { languageOf } from "../../shared/language/languages.ts";
import { wordings } from "../../shared/factors/sms/message.ts";

it.each([
  [undefined, "en"],
  ["", "en"],
  ["de", "de"],
  ["DE-ch", "de"],
  ["fr-CA, en;q=0.8", "fr"],
  ["en;q=0.5, it;q=0.9", "it"],
  ["en;q=0.5,it; q=0.9", "it"],
  ["pt-BR, es;q=0.7, en;q=0.3", "es"],
  ["ja, zh;q=0.9", "en"],
  ["de;q=0, fr;q=0.1", "fr"],
  ["de;q=0", "en"],
  ["*, de;q=0.5", "en"],
  ["de;q=2, fr;q=0.2", "fr"],
  ["de;q=high, fr;q=0.2", "fr"],
  ["fr, de", "fr"],
  ["constructor, __proto__", "en"],
])("Accept-Language %j is answered in %s", (header, language) => {
  expect(languageOf(header)).toBe(language);
});

it("any header gives a language that we speak", () => {
  const part = fc.stringMatching(/^(de|fr|en|it|es|\*|[a-z]{2})(-[A-Z]{2})?(;q=[0-9.]{0,5})?$/);
  const header = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(part).map((parts) => parts.join(",")),
  );
  fc.assert(
    fc.property(header, (given) => {
      expect(Object.keys(wordings)).toContain(languageOf(given));
    }),
  );
});
