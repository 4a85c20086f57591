import { parseSettings, type Settings } from "../settings/settings.ts";

/** The only place that reads the process's environment. */
export const settingsFromEnvironment = (): Settings => parseSettings(process.env);
