import type { Speech } from "../language/translator.ts";
import { backupCodesTexts } from "../texts/areas.ts";

export interface CodesFile {
  /** Whose codes they are, as the user knows it: the site's name. */
  readonly issuer: string;
  readonly codes: readonly string[];
  readonly now: number;
}

/** The text file that a user keeps: what it is, the codes, and what to do with them. */
export const codesFile = (speech: Speech, { issuer, codes, now }: CodesFile): string =>
  [
    speech.say(backupCodesTexts, "fileTitle", { issuer, date: speech.moment(now) }),
    "",
    ...codes,
    "",
    speech.say(backupCodesTexts, "fileText"),
    speech.say(backupCodesTexts, "fileKeep"),
    "",
  ].join("\n");
