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

/** Rare steps have long histories: they are walked call by call by `npm run test:faults`, those of every day by `npm test` too. */
export const isWalked = (name: string): boolean =>
  process.env["EVERY_STEP"] !== undefined || name in stepsOfFactors || name in stepsOfPasskeysAndDevices;
