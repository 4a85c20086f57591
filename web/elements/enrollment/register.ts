import { registerBackupCodes } from "../backup-codes/register.ts";
import { define } from "../base/define.ts";
import { CountersignEnrollment } from "./countersign-enrollment.ts";

export function registerEnrollment(): void {
  registerBackupCodes();
  define("countersign-enrollment", CountersignEnrollment);
}
