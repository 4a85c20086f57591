import type * as z from "zod/mini";
import en from "zod/v4/locales/en.js";

/** The library's own sentence on a wrong value, which its small API leaves out: the answers to wrong fields quote it. */
export const librarySentence = en().localeError;

/** Sentence on a wrong value whose schema has none of its own. The schema library's sentence speaks of types, not of settings. */
export function plainSentence(issue: z.core.$ZodRawIssue): ReturnType<typeof librarySentence> {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `must be ${named(issue.expected)}`;
    case "too_small":
      return issue.origin === "number"
        ? `must be ${issue.inclusive === false ? "more than" : "at least"} ${String(issue.minimum)}`
        : `must have at least ${String(issue.minimum)} ${countedIn(issue.origin)}`;
    case "too_big":
      return issue.origin === "number"
        ? `must be at most ${String(issue.maximum)}`
        : `must have at most ${String(issue.maximum)} ${countedIn(issue.origin)}`;
    case "unrecognized_keys":
      return `no field is called ${issue.keys.join(", ")}`;
    case "invalid_value":
      return `must be ${either.format(issue.values.map(String))}`;
    case "invalid_format":
      return forms[issue.format] ?? "has not the right form";
    default:
      return librarySentence(issue);
  }
}

const countedIn = (origin: string): string => (origin === "string" ? "characters" : "entries");
const either = new Intl.ListFormat("en-GB", { type: "disjunction" });
const forms: Readonly<Record<string, string>> = {
  url: "must be a URL",
  email: "must be an e-mail address such as on-call@example.com",
  hostname: "must be a host name such as auth.example.com",
};

const names: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};
const named = (type: string): string => names[type] ?? type;
