import { define } from "../base/define.ts";
import { registerEnrollment } from "../enrollment/register.ts";
import { CountersignRecovery } from "../recovery/countersign-recovery.ts";
import { CountersignChallenge } from "./countersign-challenge.ts";

/** `<countersign-challenge>` and what it is made of. */
export function registerChallenge(): void {
  registerEnrollment();
  define("countersign-recovery", CountersignRecovery);
  define("countersign-challenge", CountersignChallenge);
}
