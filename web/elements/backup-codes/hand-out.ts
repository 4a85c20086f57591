import type { Translator } from "../language/translator.ts";
import { backupCodesTexts } from "../texts/areas.ts";

/** Saves a text as a file, without a server. */
export function download(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has its own hold on the file once the click is handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Phones keep most things by way of their share sheet; the codes go as text, which every target takes. */
export const canShare = (text: string): boolean =>
  "canShare" in navigator && matchMedia("(pointer: coarse)").matches && navigator.canShare({ text });

/** A closed sheet means that the user has thought better of it. */
export const share = async (text: string): Promise<void> => navigator.share({ text }).catch(() => undefined);

/** Prints a text and nothing of the page around it; in a frame, as a strict policy allows no window with styles of its own. */
export function print(text: string, root: ParentNode & Node): void {
  root.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  root.append(frame);
  const { contentDocument: page, contentWindow: view } = frame;
  if (page === null || view === null) return;
  const lines = page.createElement("pre");
  lines.textContent = text;
  page.body.append(lines);
  view.print();
}

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
