import { GraphWidget, type IMetric } from "aws-cdk-lib/aws-cloudwatch";

export const graph = (title: string, left: readonly IMetric[]): GraphWidget =>
  new GraphWidget({ title, left: [...left], width: 8, height: 6, leftYAxis: { min: 0 } });
