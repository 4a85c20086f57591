import { area } from "../language/area.ts";
import type { en } from "./backup-codes/en.ts";

export const backupCodesTexts = area<typeof en>("backupCodes");
