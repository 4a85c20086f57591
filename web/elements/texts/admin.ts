import { area } from "../language/area.ts";
import type { en } from "./admin/en.ts";

export const adminTexts = area<typeof en>("admin");
