import type * as account from "./en/account.ts";
import type * as adminPage from "./en/admin.ts";
import type { organization } from "./en/organization.ts";
import type { overview } from "./en/overview.ts";
import type * as signIn from "./en/sign-in.ts";

export type Words = Readonly<Record<string, string>>;

/** A translation has every key of the English text and no other. */
export type Translation<English extends Words> = { readonly [Key in keyof English]: string };

/** The texts of one part of the pages. They come with their language; `words` is there for the compiler only. */
export interface Area<English extends Words> {
  readonly name: string;
  readonly words?: English;
}

const area = <English extends Words>(name: string): Area<English> => ({ name });

/** The names in curly brackets. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The keys of an area whose texts are complete as they are. */
export type PlainKey<A> =
  A extends Area<infer English extends Words>
    ? { [Key in keyof English & string]: [Placeholders<English[Key]>] extends [never] ? Key : never }[keyof English &
        string]
    : never;

export const activityTexts = area<typeof account.activity>("activity");
export const adminTexts = area<typeof adminPage.admin>("admin");
export const backupCodesTexts = area<typeof signIn.backupCodes>("backupCodes");
export const challengeTexts = area<typeof signIn.challenge>("challenge");
export const enrollmentTexts = area<typeof signIn.enrollment>("enrollment");
export const generalTexts = area<typeof signIn.general>("general");
export const organizationTexts = area<typeof organization>("organization");
export const overviewTexts = area<typeof overview>("overview");
export const problemsTexts = area<typeof account.problems>("problems");
export const recoveryTexts = area<typeof signIn.recovery>("recovery");
export const settingsTexts = area<typeof account.settings>("settings");

type Of<A> = A extends Area<infer English extends Words> ? Translation<English> : never;

/** The texts of the admin pages in one language, in a file of their own: only admins load them. */
export interface AdminPack {
  readonly admin: Of<typeof adminTexts>;
  readonly organization: Of<typeof organizationTexts>;
  readonly overview: Of<typeof overviewTexts>;
}

/** The other texts of one language; a missing area or key does not compile. */
export interface Pack {
  readonly activity: Of<typeof activityTexts>;
  readonly backupCodes: Of<typeof backupCodesTexts>;
  readonly challenge: Of<typeof challengeTexts>;
  readonly enrollment: Of<typeof enrollmentTexts>;
  readonly general: Of<typeof generalTexts>;
  readonly problems: Of<typeof problemsTexts>;
  readonly recovery: Of<typeof recoveryTexts>;
  readonly settings: Of<typeof settingsTexts>;
}
