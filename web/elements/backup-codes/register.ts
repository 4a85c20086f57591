import { define } from "../base/define.ts";
import { CountersignBackupCodes } from "./countersign-backup-codes.ts";

export const registerBackupCodes = (): void => define("countersign-backup-codes", CountersignBackupCodes);
