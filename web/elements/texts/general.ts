import { area } from "../language/area.ts";
import type { en } from "./general/en.ts";

export const generalTexts = area<typeof en>("general");
