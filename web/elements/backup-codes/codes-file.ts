import type { Translator } from "../language/translator.ts";
import { backupCodesTexts } from "../texts/areas.ts";

export interface CodesFile {
  /** Whose codes they are, as the user knows it: the app's name, or else the site's. */
  readonly issuer: string;
  /** As the user knows it; whoever has two sets of codes tells them apart by it. */
  readonly account: string | undefined;
  readonly codes: readonly string[];
  readonly now: number;
}

/** The text file that a user keeps: what it is, the codes, and what to do with them. */
export const codesFile = (translator: Translator, { issuer, account, codes, now }: CodesFile): string =>
  [
    translator.say(backupCodesTexts, "fileTitle", { issuer, date: translator.moment(now) }),
    ...(account === undefined ? [] : [translator.say(backupCodesTexts, "fileAccount", { account })]),
    "",
    ...codes,
    "",
    translator.say(backupCodesTexts, "fileText"),
    translator.say(backupCodesTexts, "fileKeep"),
    "",
  ].join("\n");
