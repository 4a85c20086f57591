import type { ComparisonOperator, IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";

/** A failure mode: what is seen, and what the person who is woken up reads first. */
export interface AlarmPlan {
  readonly id: string;
  /** The heading in docs/runbook.md; `id` by default. */
  readonly entry?: string;
  readonly what: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods of the metric; 1 by default. */
  readonly periods?: number;
  readonly comparison?: ComparisonOperator;
  /** Not breaching by default. */
  readonly missing?: TreatMissingData;
}

export const entryOf = (heading: string): string => `What to do: docs/runbook.md#${heading}`;
