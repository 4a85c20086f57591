import { define } from "../base/define.ts";
import { registerChallenge } from "../challenge/register.ts";
import { CountersignAdmin } from "./countersign-admin.ts";

/** `<countersign-admin>` and what it is made of. */
export function registerAdmin(): void {
  registerChallenge();
  define("countersign-admin", CountersignAdmin);
}
