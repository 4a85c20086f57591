import { beforeAll, describe, expect, it } from "vitest";
import { isLoaded, loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { localeOf } from "../../web/elements/language/language.ts";
import { generalTexts } from "../../web/elements/texts/areas.ts";

const translator = (tag: string) => translatorOf(localeOf([tag]));

describe("the language", () => {
  it("takes the region from the browser where the page names none", () => {
    expect(localeOf(["en", "fr-CH", "en-GB", "en-US"])).toEqual({ language: "en", tag: "en-GB" });
    expect(localeOf(["en-US", "en-GB"])).toEqual({ language: "en", tag: "en-US" });
    expect(localeOf(["de", "en-GB"])).toEqual({ language: "de", tag: "de" });
    expect(localeOf(["de", "de-_"])).toEqual({ language: "de", tag: "de" });
  });

  it("is the first of the wished-for ones that we speak, with its region", () => {
    expect(localeOf(["pt-BR", "DE-ch", "fr"])).toEqual({ language: "de", tag: "DE-ch" });
  });

  it("is English if we speak none of them", () => {
    expect(localeOf(["pt", "", "x"])).toEqual({ language: "en", tag: "en" });
  });

  it("does without a region that Intl cannot read", () => {
    expect(localeOf(["fr-_"])).toEqual({ language: "fr", tag: "fr" });
    expect(() => translator("fr-_").moment(0)).not.toThrow();
  });
});

it("speaks once the texts of the language have come", async () => {
  expect(isLoaded("es")).toBe(false);
  await loadLanguage("es");
  expect(isLoaded("es")).toBe(true);
  expect(translator("es").say(generalTexts, "back")).toBe("Atrás");
});

describe("counted things", () => {
  beforeAll(async () => Promise.all([loadLanguage("en"), loadLanguage("fr")]));

  it("are one or many by the rules of the language", () => {
    expect(translator("en").count(generalTexts, "triesLeft", 1)).toBe("You have 1 try left.");
    expect(translator("en").count(generalTexts, "triesLeft", 4)).toBe("You have 4 tries left.");
    expect(translator("fr").count(generalTexts, "triesLeft", 0)).toBe("Il vous reste 0 essai.");
  });
});

describe("times", () => {
  const now = new Date(2026, 10, 21, 14, 0).getTime();

  it("are written as the readers write them", () => {
    expect(translator("de").clock(now, now)).toBe("14:00");
    expect(translator("en-US").clock(now, now)).toMatch(/^2:00\sPM$/);
  });

  it("name the day if it is another", () => {
    expect(translator("de").clock(now + 86_400_000, now)).toBe("Sonntag, 14:00");
  });

  it("count down to nothing, never below", () => {
    expect(translator("en").countdown(61_001)).toBe("1:02");
    expect(translator("en").countdown(1)).toBe("0:01");
    expect(translator("en").countdown(-5000)).toBe("0:00");
  });
});

it("a placeholder is filled in, also with what looks like another", () => {
  expect(translator("en").say(generalTexts, "codeSent", { phone: "{phone} $& +41" })).toBe(
    "A code has been sent to {phone} $& +41.",
  );
});
