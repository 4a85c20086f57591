import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { factorIcon, factorName, kindOf, knownTypes, methodName } from "../../web/elements/factors/kinds.ts";
import { localeOf } from "../../web/elements/language/language.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";

await loadLanguage("de");
const translator = translatorOf(localeOf(["de"]));

describe("a factor", () => {
  it("without a name of its own has one in the reader's language", () => {
    expect(factorName(translator, { type: "sms", label: "Phone" })).toBe("Telefon");
    expect(factorName(translator, { type: "sms", label: "Work" })).toBe("Work");
  });

  it.each(["hologram", "unknown", "toString", "__proto__"])("of the newer type %s is named by its label", (type) => {
    expect(kindOf(type)).toBeNull();
    expect(methodName(translator, type)).toBeNull();
    expect(factorName(translator, { type, label: "Laptop" })).toBe("Laptop");
    expect(factorIcon(type)).toBe("help");
  });
});

it("a type is spelt only in its own folder and in the table of kinds", () => {
  const spelt = new RegExp(`["'](${[...knownTypes, "backup_code", "bypass_code"].join("|")})["']`);
  const sources = globSync("web/elements/**/*.ts", {
    exclude: ["web/elements/{factors,texts,dist}/**", "web/elements/base/controllers.ts"],
  });
  expect(sources.length).toBeGreaterThan(80);
  const found = sources.filter((path) => spelt.test(readFileSync(path, "utf8")));
  expect(found).toEqual([]);
});
