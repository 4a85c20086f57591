import { de, es, fr, it, type Words } from "./words-translated.ts";

const en: Words = {
  language: "Language",
  signInTitle: "Sign in to Larch",
  email: "E-mail address",
  password: "Password",
  signIn: "Sign in",
  signingIn: "Signing in…",
  people: "Or sign in as one of these",
  administrator: "Administrator",
  customer: "Customer",
  invented: "Larch is invented. It shows how an app looks that leaves its second step to",
  secondStep: "Second step",
  signingInAs: "Signing in as",
  otherAccount: "Use another account",
  skip: "Skip to the content",
  overview: "Overview",
  security: "Security",
  admin: "Admin",
  signOut: "Sign out",
  failed: "{count} wrong codes were tried since your last sign-in. If that was not you, change your password.",
  codesLeft: "You used a backup code. Codes left: {count}.",
  newPhone: "Set up your new phone",
  gateTitle: "Add a second step first",
  gateText:
    "Administrators can reset other people’s second step, so a password alone does not open this page. Add a second step, sign in with it, and come back.",
  addStep: "Add a second step",
  adminLead: "Second steps of the people at {tenant}.",
  securityLead: "How you prove that it is you when you sign in.",
  twoSteps: "Two steps protect you",
  onlyPassword: "Only a password protects you",
  signedIn: "You signed in with {how} at {time}.",
  none: "your password",
  totp: "your password and your authenticator app",
  sms: "your password and your phone",
  passkey: "your password and your passkey",
  backup_code: "your password and a backup code",
  safer: "A second step keeps your money safe even if somebody learns your password.",
  settings: "Sign-in settings",
  owned: "What you own",
  share: "Share of the whole",
  movements: "Latest movements",
  loading: "Loading your account…",
  hello: "Good to see you, {name}",
  together: "Everything together",
  year: "{amount} in twelve months",
  dialogTitle: "Your password, please",
  dialogText: "This change needs to be made by you. Larch asks again to be sure.",
  cancel: "Cancel",
  continue: "Continue",
  wrongPassword: "Wrong password.",
  tryAgain: "Try again.",
  unreachable: "Larch cannot be reached. Check your connection and try again.",
  noMatch: "This e-mail address and password do not go together.",
  ourFault: "Something went wrong at our end. Please try again.",
  reload: "Something went wrong. Please load the page again.",
  tooLong: "That took too long. Please sign in again.",
  signedOut: "You are signed out.",
  ended: "Your session has ended. Please sign in again.",
};

const all = { en, de, fr, it, es } as const satisfies Readonly<Record<string, Words>>;
export type Language = keyof typeof all;

/** By their own names, so that everybody finds the way back. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  it: "Italiano",
  es: "Español",
};

const isLanguage = (text: string): text is Language => Object.hasOwn(all, text);
const place = "larch-language";

function first(): Language {
  const wished = [sessionStorage.getItem(place) ?? "", ...navigator.languages];
  return wished.map((tag) => tag.split("-")[0] ?? "").find(isLanguage) ?? "en";
}

let now: Language = first();
document.documentElement.lang = now;

export const language = (): Language => now;

/** The elements follow the page's `lang` by themselves. */
export function speak(wished: string): void {
  if (!isLanguage(wished)) return;
  now = wished;
  sessionStorage.setItem(place, wished);
  document.documentElement.lang = wished;
}

export const say = (key: keyof Words, values: Readonly<Record<string, string | number>> = {}): string =>
  all[now][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** For times. */
export const localeTag = (): string => (now === "en" ? "en-GB" : now);

/** Amounts as they are written in the country of the invented company. */
const amountTag = (): string => `${now}-CH`;

export const money = (amount: number, currency: string): string =>
  new Intl.NumberFormat(amountTag(), { style: "currency", currency }).format(amount);

/** In a column where the currency is known. */
export const signed = (amount: number): string =>
  new Intl.NumberFormat(amountTag(), { minimumFractionDigits: 2, signDisplay: "always" }).format(amount);

export const perCent = (change: number): string =>
  `${new Intl.NumberFormat(amountTag(), { minimumFractionDigits: 1, signDisplay: "always" }).format(change)} %`;

export const day = (date: string): string =>
  new Intl.DateTimeFormat(localeTag(), { day: "numeric", month: "short" }).format(new Date(`${date}T12:00:00Z`));
