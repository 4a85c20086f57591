import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Construct } from "constructs";
import { attackAlarms, mailAlarms, smsAlarms } from "./abuse-alarms.ts";
import { alarmName, type AlarmPlan, alarmTopic, entryOf, type Watched } from "./watching.ts";
import { dashboard } from "./dashboard.ts";
import { eventAlarms, scheduleAlarms, watchKeys } from "./event-alarms.ts";
import { type LogMetrics, logMetrics } from "./log-metrics.ts";
import { requestAlarms, tableAlarms } from "./request-alarms.ts";

/** The dashboard, and an alarm per failure mode that is mailed to the people who run the stage. */
export class Monitoring extends Construct {
  readonly dashboardName: string;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    const { stage, alarmEmail, keys } = watched;
    const topic = watched.alarmTopic ?? alarmTopic(this, stage, alarmEmail);
    const logs = logMetrics(this, watched);
    const ring = new SnsAction(topic);
    const alarms = alarmPlans(watched, logs).map((plan) => {
      const alarm = new Alarm(this, plan.id, alarmOf(plan, stage));
      alarm.addAlarmAction(ring);
      alarm.addOkAction(ring);
      return alarm;
    });
    this.alarms = alarms;
    watchKeys(this, stage, keys, topic);
    this.dashboardName = dashboard(this, watched, logs, alarms).dashboardName;
  }
}

/** One plan per way in which the service can fail its users or its owner. */
const alarmPlans = (watched: Watched, logs: LogMetrics): readonly AlarmPlan[] => [
  ...requestAlarms(watched, logs),
  ...tableAlarms(watched),
  ...eventAlarms(watched),
  ...scheduleAlarms(watched),
  ...attackAlarms(logs),
  ...smsAlarms(watched, logs),
  ...(watched.sendsMail ? mailAlarms(watched) : []),
];

const alarmOf = ({ id, entry = id, what, metric, threshold, ...more }: AlarmPlan, stage: string) => ({
  alarmName: alarmName(stage, id),
  alarmDescription: `${what}. ${entryOf(entry)}`,
  metric,
  threshold,
  evaluationPeriods: more.periods ?? 1,
  comparisonOperator: more.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  treatMissingData: more.missing ?? TreatMissingData.NOT_BREACHING,
});
