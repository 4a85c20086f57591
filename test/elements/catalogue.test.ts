import { describe, expect, it } from "vitest";
import { problems } from "../../shared/contract/problems.ts";
import type { AdminPack, Pack, Words } from "../../web/elements/texts/areas.ts";
import { de } from "../../web/elements/texts/de/pack.ts";
import * as deAdmin from "../../web/elements/texts/de/admin.ts";
import { en as english } from "../../web/elements/texts/en/pack.ts";
import * as englishAdmin from "../../web/elements/texts/en/admin.ts";
import { es } from "../../web/elements/texts/es/pack.ts";
import * as esAdmin from "../../web/elements/texts/es/admin.ts";
import { fr } from "../../web/elements/texts/fr/pack.ts";
import * as frAdmin from "../../web/elements/texts/fr/admin.ts";
import { it as italian } from "../../web/elements/texts/it/pack.ts";
import * as italianAdmin from "../../web/elements/texts/it/admin.ts";
import { es as esDemo, fr as frDemo, it as itDemo } from "../../web/demo/words-translated.ts";
import { texts as links } from "../../web/links/texts.ts";

const { es: esLinks, fr: frLinks, it: itLinks } = links;

/** Words that are the same in both languages. */
const sameInBoth: Readonly<Record<string, readonly string[]>> = {
  de: ["Passkey", "Passkeys", "Organisation: {tenant}", "SMS", "Region", "Version {version}"],
  fr: ["Code", "SMS", "Messages", "Version {version}"],
  it: ["Passkey", "SMS", "No", "Account: {account}"],
  es: ["SMS", "No"],
};

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();

const packs: Readonly<Record<string, Pack & AdminPack>> = {
  de: { ...de, ...deAdmin },
  fr: { ...fr, ...frAdmin },
  it: { ...italian, ...italianAdmin },
  es: { ...es, ...esAdmin },
};
const originals = { ...english, ...englishAdmin };
const translations = Object.entries(packs).flatMap(([language, pack]) =>
  Object.entries(pack).map(([name, texts]: readonly [string, Words]) => ({
    name,
    language,
    en: Object.entries(originals).find(([area]) => area === name)?.[1] as Words,
    texts,
  })),
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
  expect(Object.keys(english.problems)).toEqual(expect.arrayContaining(Object.keys(problems)));
});

describe("the typography of a language", () => {
  const all = (language: string): readonly string[] =>
    Object.values(packs[language] ?? {}).flatMap((texts: Words) => Object.values(texts));

  it("keeps French marks on the line of their word", () => {
    const breaking = /[^\S\u202f](?=[;?!])|[^\S\u00a0](?=[:»])|«(?!\u00a0)/u;
    const pages = Object.values(frLinks.kinds).flatMap((kind) => Object.values(kind));
    for (const text of [...all("fr"), ...pages, ...Object.values(frDemo)]) expect(text).not.toMatch(breaking);
  });

  it("quotes as the language does", () => {
    for (const language of ["fr", "it", "es"]) for (const text of all(language)) expect(text).not.toMatch(/[“”"]/);
    for (const text of all("de")) expect(text).not.toMatch(/[”"]/);
  });

  it("opens a Spanish question as it closes it", () => {
    const pages = Object.values(esLinks.kinds).flatMap((kind) => Object.values(kind));
    for (const text of [...all("es"), ...pages, ...Object.values(esDemo)])
      expect(text.split("¿"), text).toHaveLength(text.split("?").length);
  });

  it("puts no Italian article before a date: it is l’8 and il 9, dall’11 and dal 12", () => {
    for (const text of all("it")) expect(text).not.toMatch(/\b(?:il|al|alle|dal|del) \{(?:date|day|time|until|used)\}/);
  });
});

it("the Italian pages and the demo speak to users in one way, as friends", () => {
  const formal =
    /\b(?:Lei|lei|Suo|Sua|Suoi|Sue|Scelga|Ricarichi|Chieda|Riceverà|acceda|Acceda|cambi|Cambi|contatti|Attivi|inserisca|Inserisca)\b/;
  const texts = [italian, itLinks.kinds, itLinks, itDemo].map((whole) => JSON.stringify(whole)).join();
  expect(texts).not.toMatch(formal);
});

it("the Spanish pages and the demo speak to users in one way, as a bank does", () => {
  const familiar = /\b(?:tu|tú|tus|ti|contigo|puedes|debes|tienes|eres|quieres)\b/i;
  const texts = [es, esAdmin, esLinks.kinds, esLinks, esDemo].map((whole) => JSON.stringify(whole)).join();
  expect(texts).not.toMatch(familiar);
});
