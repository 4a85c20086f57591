import { describe, expect, it } from "vitest";
import { problems } from "../../shared/contract/problems.ts";
import type { Area, Words } from "../../web/elements/language/area.ts";
import { backupCodesTexts } from "../../web/elements/texts/backup-codes.ts";
import { challengeTexts } from "../../web/elements/texts/challenge.ts";
import { enrollmentTexts } from "../../web/elements/texts/enrollment.ts";
import { generalTexts } from "../../web/elements/texts/general.ts";
import { problemsTexts } from "../../web/elements/texts/problems.ts";

const areas: Readonly<Record<string, Area<Words>>> = {
  backupCodesTexts,
  challengeTexts,
  enrollmentTexts,
  generalTexts,
  problemsTexts,
};
/** Words that are the same in both languages. */
const sameInBoth: Readonly<Record<string, readonly string[]>> = {
  de: [],
  fr: ["Code"],
  it: [],
  es: [],
};

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();

const translations = Object.entries(areas).flatMap(([name, { en, translations: others }]) =>
  Object.entries(others).map(([language, texts]) => ({ name, language, en, texts })),
);

describe.each(translations)("$name in $language", ({ language, en, texts }) => {
  it("has the keys of the English texts", () => {
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  it("has the placeholders of the English texts", () => {
    for (const [key, text] of Object.entries(en))
      expect({ [key]: placeholders(texts[key] ?? "") }).toEqual({ [key]: placeholders(text) });
  });

  it("has no empty and no English text", () => {
    const untranslated = Object.entries(texts).filter(
      ([key, text]) => text.trim() === "" || (text === en[key] && !sameInBoth[language]?.includes(text)),
    );
    expect(untranslated).toEqual([]);
  });
});

it("there is a text for every problem of the contract", () => {
  expect(Object.keys(problemsTexts.en)).toEqual(expect.arrayContaining(Object.keys(problems)));
});
