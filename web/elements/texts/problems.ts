import { area } from "../language/area.ts";
import type { en } from "./problems/en.ts";

export const problemsTexts = area<typeof en>("problems");
