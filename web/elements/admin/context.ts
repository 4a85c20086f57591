import type { Translator } from "../language/translator.ts";

/** The parts of every view of the admin pages. */
export interface AdminContext<Message> {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: Message) => void;
}

/** The effects of a step besides the new view. */
export interface Effects {
  /** For screen readers. */
  readonly say: string | null;
  /** Where the focus goes, as selectors, the best first; null: it stays. */
  readonly focus: readonly string[] | null;
}

/** Another organization than the admin's own: for operators. */
export interface Tenant {
  readonly tenant?: string;
}

export const tenantOf = (name: string | null): Tenant => (name === null || name === "" ? {} : { tenant: name });
