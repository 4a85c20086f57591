import { attackAlarms, mailAlarms, smsAlarms } from "./abuse-alarms.ts";
import type { AlarmPlan } from "./alarm.ts";
import { eventAlarms, scheduleAlarms } from "./event-alarms.ts";
import type { LogMetrics } from "./log-metrics.ts";
import { requestAlarms, tableAlarms } from "./request-alarms.ts";
import type { Watched } from "./watched.ts";

/** One entry for each way in which the service fails its users or its owner. */
export const alarmPlans = (watched: Watched, logs: LogMetrics): readonly AlarmPlan[] => [
  ...requestAlarms(watched),
  ...tableAlarms(watched),
  ...eventAlarms(watched),
  ...scheduleAlarms(watched),
  ...attackAlarms(logs),
  ...smsAlarms(watched, logs),
  ...(watched.sendsMail ? mailAlarms(watched) : []),
];
