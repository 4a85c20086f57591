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
