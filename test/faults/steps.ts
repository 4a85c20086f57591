import { stepsOfFactors } from "./steps-of-factors.ts";
import { stepsOfPasskeysAndDevices } from "./steps-of-passkeys-and-devices.ts";
import { stepsOfRecoveryAndLinks } from "./steps-of-recovery-and-links.ts";
import { stepsOfTheHelpDesk } from "./steps-of-the-help-desk.ts";
import type { Steps } from "./step.ts";

/** Every step of the service that the table takes part in. */
export const steps: Steps = {
  ...stepsOfFactors,
  ...stepsOfPasskeysAndDevices,
  ...stepsOfRecoveryAndLinks,
  ...stepsOfTheHelpDesk,
};

/** Of every way to prove oneself, and of every kind of change, one: `npm test` fails each of their calls, `npm run test:faults` each call of all. */
const walkedAlways: readonly string[] = [
  "login without a factor",
  "login that sends an SMS",
  "a code of an app",
  "a code of an SMS",
  "a backup code",
  "setting a phone up",
  "confirming an app",
  "an assertion of a passkey",
  "confirming a passkey",
  "removing a factor",
  "login of a remembered device",
  "an admin's reset",
];
for (const name of walkedAlways) if (!(name in steps)) throw new Error(`There is no step "${name}"`);

export const isWalked = (name: string): boolean =>
  process.env["EVERY_STEP"] !== undefined || walkedAlways.includes(name);
