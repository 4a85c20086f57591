import { activity } from "./activity-command.ts";
import type { Command } from "./command.ts";
import { importPhones } from "./import-command.ts";
import { login } from "./login-command.ts";
import { setPolicy, showPolicy } from "./policy-commands.ts";
import { preRegister, removePhone, resetUser, showUser } from "./user-commands.ts";

export const commands: readonly Command[] = [
  login,
  showUser,
  resetUser,
  preRegister,
  removePhone,
  importPhones,
  showPolicy,
  setPolicy,
  activity,
];
