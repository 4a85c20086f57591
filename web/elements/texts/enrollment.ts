import { area } from "../language/area.ts";
import type { en } from "./enrollment/en.ts";

export const enrollmentTexts = area<typeof en>("enrollment");
