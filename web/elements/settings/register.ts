import { define } from "../base/define.ts";
import { registerChallenge } from "../challenge/register.ts";
import { CountersignActivity } from "../activity/countersign-activity.ts";
import { CountersignDevices } from "../devices/countersign-devices.ts";
import { CountersignUndo } from "../undo/countersign-undo.ts";
import { takeUndoToken } from "../undo/update.ts";
import { CountersignSettings } from "./countersign-settings.ts";

/** `<countersign-settings>` and what it is made of. */
export function registerSettings(): void {
  takeUndoToken();
  registerChallenge();
  define("countersign-undo", CountersignUndo);
  define("countersign-activity", CountersignActivity);
  define("countersign-devices", CountersignDevices);
  define("countersign-settings", CountersignSettings);
}
