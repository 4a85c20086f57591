import type { Translator } from "../language/translator.ts";
import { backupCodesTexts } from "../texts/areas.ts";

export interface CodesFile {
  /** Whose codes they are, as the user knows it: the site's name. */
  readonly issuer: string;
  readonly codes: readonly string[];
  readonly now: number;
}

/** The text file that a user keeps: what it is, the codes, and what to do with them. */
export const codesFile = (translator: Translator, { issuer, codes, now }: CodesFile): string =>
  [
    translator.say(backupCodesTexts, "fileTitle", { issuer, date: translator.moment(now) }),
    "",
    ...codes,
    "",
    translator.say(backupCodesTexts, "fileText"),
    translator.say(backupCodesTexts, "fileKeep"),
    "",
  ].join("\n");
