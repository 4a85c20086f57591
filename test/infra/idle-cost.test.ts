/** @module-tag processes */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { resources, synthesized } from "./synthesized.ts";

const page = readFileSync(new URL("../../docs/deploy.md", import.meta.url), "utf8");

it("docs/deploy.md counts what costs money although nobody uses it, as the templates have it", () => {
  const { data, service } = synthesized();
  const alarms = resources(service, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
  const metrics = alarms.flatMap(({ MetricName, Metrics }) =>
    MetricName === undefined ? Metrics.filter(({ MetricStat }: { MetricStat?: object }) => MetricStat) : [MetricName],
  );
  const keys = resources(data, "AWS::KMS::Key");
  const boards = resources(service, "AWS::CloudWatch::Dashboard");
  const rules = resources(service, "AWS::CloudWatch::InsightRule");
  const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;
  const costs = [keys.length * 100, metrics.length * 10, boards.length * 300, rules.length * 50];
  const [ofKeys = 0, ofAlarms = 0, ofBoards = 0, ofRules = 0] = costs;
  expect(page).toContain(`| KMS keys | ${String(keys.length)} | $1 | ${dollars(ofKeys)}`);
  expect(page).toContain(
    `| ${String(metrics.length)} in ${String(alarms.length)} alarms | $0.10 | ${dollars(ofAlarms)}`,
  );
  expect(page).toContain(`| Dashboard | ${String(boards.length)} | $3 | ${dollars(ofBoards)} |`);
  expect(page).toContain(`| Contributor Insights rules | ${String(rules.length)} | $0.50 | ${dollars(ofRules)}`);
  expect(page).toContain(`**${dollars(ofKeys + ofAlarms + ofBoards + ofRules)}**`);
  for (const type of ["AWS::SecretsManager::Secret", "AWS::EC2::VPC", "AWS::EC2::NatGateway", "AWS::WAFv2::WebACL"])
    expect([...resources(data, type), ...resources(service, type)]).toEqual([]);
});
