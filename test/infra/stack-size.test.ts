import { expect, it } from "vitest";
import { resources, synthesized } from "./synthesized.ts";

/** CloudFormation refuses a stack of more than 500. As measured: a ratchet. */
const most = { usual: 419, full: 452 };

/** Everything that a stage may have at once: a domain at the edge, functions kept warm, another provider of SMS, keys and backups. */
const largest = {
  domain: {
    name: "second-factor.example.com",
    certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/0b0c0d",
  },
  edge: {},
  provisionedConcurrency: 2,
  reservedConcurrency: { login: 20, sms: 5 },
  smsProvider: "end-user-messaging",
  smsOrigination: "pool-1",
  logKey: true,
  backup: {},
};
const count = (changes: object) => {
  const { data, service } = synthesized(changes);
  return [data, service].map((template) => Object.keys(template.toJSON()["Resources"] as object).length);
};

it("no stage comes near to the number of resources that a stack may have", () => {
  const [usual, full] = [count({}), count(largest)];
  expect(resources(synthesized(largest).service, "AWS::Lambda::Alias").length).toBeGreaterThan(0);
  for (const one of usual) expect(one).toBeLessThanOrEqual(most.usual);
  for (const one of full) expect(one).toBeLessThanOrEqual(most.full);
});
