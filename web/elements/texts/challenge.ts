import { area } from "../language/area.ts";
import type { en } from "./challenge/en.ts";

export const challengeTexts = area<typeof en>("challenge");
