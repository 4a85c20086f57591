// Made of shared/settings/settings.ts by npm run docs.
/** Settings that the functions read. */
export interface SettingProps {
  /** Name that authenticator apps and SMS show until a policy names another; in the local run Larch unless set. "Countersign" by default. */
  readonly appName?: string;
  /** Login host; put on the last line of an SMS so that browsers fill the code in only there. */
  readonly smsOriginHost?: string;
  /** Countries that may get SMS; a policy can only narrow them. None by default, * for all. */
  readonly smsCountries?: string[];
  /** Carrier of the codes: sns, end-user-messaging or notify (docs/sms.md). "sns" by default. */
  readonly smsProvider?: "sns" | "end-user-messaging" | "notify";
  /** Of end-user-messaging: the pool, phone number or sender, by its id or ARN, that SMS come from. */
  readonly smsOrigination?: string;
  /** Of end-user-messaging: the phone number, by its id or ARN, that calls come from; no calls without one. */
  readonly smsVoiceOrigination?: string;
  /** Configuration set of end-user-messaging and notify. */
  readonly smsConfigurationSet?: string;
  /** Protect configuration of end-user-messaging: the countries that AWS lets messages through to. */
  readonly smsProtectConfiguration?: string;
  /** Of notify: the configuration that messages are sent with. */
  readonly smsNotifyConfiguration?: string;
  /** Of notify: the template of SMS; the configuration's default without it. */
  readonly smsNotifyTemplate?: string;
  /** Of notify: the template of calls; no calls without one. */
  readonly smsNotifyVoiceTemplate?: string;
  /** Of notify: the template's variables, each with code, brand or minutes as its value. "code=code" by default. */
  readonly smsNotifyVariables?: string;
  /** Your prices of one SMS (USD) by country, for the ledger; * stands for the others. */
  readonly smsPrices?: string;
  /** Sender shown by phones, where the country allows one. */
  readonly smsSenderId?: string;
  /** Dearest single SMS (USD); dearer ones are refused by SNS. "0.50" by default. */
  readonly smsMaxPrice?: string;
  /** Sender of the e-mails that tell users of changes; nobody is told without one. */
  readonly mailFrom?: string;
  /** The app's page with <countersign-settings>: where the link in a removal's e-mail leads to undo it. */
  readonly settingsPage?: string;
  /** Exact origins of web apps that may call the API. */
  readonly corsOrigins?: string[];
  /** Lifetime of an assertion (seconds). 300 by default. */
  readonly assertionSeconds?: number;
  /** Lifetime of an access token, with which people change their second step (seconds). 300 by default. */
  readonly accessTokenSeconds?: number;
  /** How long an unwrapped data key stays in memory (seconds); 0 asks KMS at every use. 300 by default. */
  readonly dataKeyCacheSeconds?: number;
  /** Age at which a data key gets a successor, with which values are sealed anew when next used (days). 365 by default. */
  readonly dataKeyDays?: number;
  /** How long activity is kept (days). 400 by default. */
  readonly activityDays?: number;
  /** Whether successful logins are events on the bus (true), or lines of activity and audit log alone (false). true by default. */
  readonly loginsOnBus?: boolean;
  /** Least severe log line that is written. "INFO" by default. */
  readonly logLevel?: "DEBUG" | "INFO" | "WARN" | "ERROR" | "SILENT";
  /** TOTP steps accepted before and after the current one; 0 is the strict profile. 1 by default. */
  readonly totpWindow?: number;
  /** Lifetime of an SMS code (seconds). 300 by default. */
  readonly smsCodeSeconds?: number;
  /** Wrong guesses after which an SMS code is dead. 5 by default. */
  readonly smsCodeTries?: number;
  /** Wrong codes per method before the first wait. 5 by default. */
  readonly freeGuesses?: number;
  /** First wait after the free guesses; it doubles with each further wrong code (seconds). 30 by default. */
  readonly firstWaitSeconds?: number;
  /** Longest wait between two guesses (seconds). 3600 by default. */
  readonly longestWaitSeconds?: number;
  /** Wrong codes in a row that disable a method. 20 by default. */
  readonly disableAfterGuesses?: number;
  /** Codes that wrong guesses of one method may be compared with in SLOW_DAYS; a success does not reset it. 180 by default. */
  readonly slowCodes?: number;
  /** Days after which a method's slow guess budget starts anew. 30 by default. */
  readonly slowDays?: number;
  /** Wrong codes a day over all methods of a user; a success does not reset it. 50 by default. */
  readonly dailyGuesses?: number;
  /** Wait after the first SMS (seconds). 30 by default. */
  readonly resendFirstSeconds?: number;
  /** Wait after the second SMS (seconds). 60 by default. */
  readonly resendSecondSeconds?: number;
  /** Wait after every further SMS (seconds). 120 by default. */
  readonly resendLaterSeconds?: number;
  /** SMS an hour to a confirmed phone; apart, to an unconfirmed one in each tenant. 5 by default. */
  readonly smsPerNumberHour?: number;
  /** SMS a day to a confirmed phone; apart, to an unconfirmed one in each tenant. 10 by default. */
  readonly smsPerNumberDay?: number;
  /** SMS an hour to a number that nobody has confirmed, over all tenants. 12 by default. */
  readonly smsPerNumberHourAll?: number;
  /** SMS a day to a number that nobody has confirmed, over all tenants. 24 by default. */
  readonly smsPerNumberDayAll?: number;
  /** SMS a day for one user. 10 by default. */
  readonly smsPerUserDay?: number;
  /** SMS a day for the logins of one tenant; more are sent and ring. 500 by default. */
  readonly smsPerTenantDay?: number;
  /** SMS a day for set-ups of one tenant. 200 by default. */
  readonly smsSetUpsPerTenantDay?: number;
  /** SMS a day for set-ups of the whole deployment; with several tenants, one gets at most a fifth. 5000 by default. */
  readonly smsPerDay?: number;
  /** Lifetime of a factor that has not been confirmed (seconds). 600 by default. */
  readonly pendingSeconds?: number;
  /** Authenticator apps per user. 5 by default. */
  readonly maxTotpFactors?: number;
  /** Phones per user. 2 by default. */
  readonly maxSmsFactors?: number;
  /** Passkeys and security keys per user. 10 by default. */
  readonly maxPasskeys?: number;
  /** Lifetime of the challenge that a passkey answers at a login (seconds). 300 by default. */
  readonly passkeySeconds?: number;
  /** Remembered devices per user; one more pushes out the one used longest ago. 5 by default. */
  readonly maxTrustedDevices?: number;
  /** Hours in which a removed factor can be brought back; 0: none is kept. 72 by default. */
  readonly undoHours?: number;
  /** Age of the password entry that still counts as fresh (seconds). 300 by default. */
  readonly freshSeconds?: number;
}
