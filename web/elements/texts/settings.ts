import { area } from "../language/area.ts";
import type { en } from "./settings/en.ts";

export const settingsTexts = area<typeof en>("settings");
