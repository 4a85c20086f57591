import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { AlarmPlan } from "./alarm.ts";
import { alarmPlans } from "./alarms.ts";
import { dashboard } from "./dashboard.ts";
import { logMetrics } from "./log-metrics.ts";
import type { Watched } from "./watched.ts";

/** The dashboard, and an alarm for each failure mode, mailed to the people who run the stage. */
export class Monitoring extends Construct {
  readonly topic: Topic;
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    this.topic = new Topic(this, "Alarms", { displayName: `Countersign ${watched.stage}`, enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(watched.alarmEmail));
    const logs = logMetrics(this, watched);
    const ring = new SnsAction(this.topic);
    const alarms = alarmPlans(watched, logs).map((plan) => {
      const alarm = new Alarm(this, plan.id, alarmOf(plan, watched.stage));
      alarm.addAlarmAction(ring);
      alarm.addOkAction(ring);
      return alarm;
    });
    this.dashboardName = dashboard(this, watched, logs, alarms).dashboardName;
  }
}

const alarmOf = ({ id, entry = id, what, metric, threshold, ...more }: AlarmPlan, stage: string) => ({
  alarmName: `countersign-${stage}-${id}`,
  alarmDescription: `${what}. What to do: docs/runbook.md#${entry}`,
  metric,
  threshold,
  evaluationPeriods: more.periods ?? 1,
  comparisonOperator: more.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  treatMissingData: more.missing ?? TreatMissingData.NOT_BREACHING,
});
