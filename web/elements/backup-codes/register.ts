import { define } from "../base/countersign-element.ts";
import { CountersignBackupCodes } from "./countersign-backup-codes.ts";

export const registerBackupCodes = (): void => define("countersign-backup-codes", CountersignBackupCodes);
