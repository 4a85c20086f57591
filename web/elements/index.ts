import { registerAdmin } from "./admin/register.ts";
import { registerChallenge } from "./challenge/register.ts";
import { registerSettings } from "./settings/register.ts";

registerChallenge();
registerSettings();
registerAdmin();
