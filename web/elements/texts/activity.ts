import { area } from "../language/area.ts";
import type { en } from "./activity/en.ts";

export const activityTexts = area<typeof en>("activity");
