import type { TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";
import { button } from "./button.ts";

export interface CopyOptions {
  readonly translator: Translator;
  readonly text: string;
  readonly copied: boolean;
  /** Called with how it went: to show and announce it. */
  readonly onCopy: (succeeded: boolean) => void;
}

export const copyButton = ({ translator, text, copied, onCopy }: CopyOptions): TemplateResult =>
  button({
    text: translator.say(generalTexts, copied ? "copied" : "copy"),
    icon: copied ? "check" : "copy",
    part: "button copy",
    onClick: () => void copy(text).then(onCopy),
  });

/** Refused without a secure context or by a permission; then the user is told to do it by hand. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
