/** @module-tag processes */
import { describe, expect, it } from "vitest";
import { matches } from "./cloud/event-pattern.ts";
import { unneeded } from "./cloud/grants.ts";
import { isAllowed, statementsOf } from "./cloud/policy.ts";
import { Stacks } from "./cloud/stacks.ts";
import { askedOfTable } from "./cloud/table-request.ts";

/** The judge of the deployed stage must itself be right: too kind a judge would find nothing. */
const policy = (...Statement: object[]) => statementsOf({ Version: "2012-10-17", Statement });
const asked = (action: string, resource: string, keys = {}) => ({ action, resource, keys });
const allowed = (statement: object, action: string, resource: string, keys = {}): boolean =>
  isAllowed(policy({ Effect: "Allow", ...statement }), asked(action, resource, keys));

describe("a policy", () => {
  const table = { Action: "dynamodb:GetItem", Resource: "arn:table" };
  const ofUsers = { ...table, Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["USER#*#*"] } } };
  const forPurpose = {
    Action: ["kms:Decrypt"],
    Resource: "arn:key",
    Condition: { StringEquals: { "kms:EncryptionContext:purpose": ["totp", "codes"] } },
  };
  const phones = { Action: "sns:Publish", NotResource: "arn:aws:sns:*:*:*" };

  it.each([
    ["another action", table, ["dynamodb:PutItem", "arn:table"], false],
    ["another resource", table, ["dynamodb:GetItem", "arn:table2"], false],
    [
      "a key that begins otherwise",
      ofUsers,
      ["dynamodb:GetItem", "arn:table", { "dynamodb:LeadingKeys": ["TENANT#a"] }],
      false,
    ],
    [
      "one key of two",
      ofUsers,
      ["dynamodb:GetItem", "arn:table", { "dynamodb:LeadingKeys": ["USER#a#b", "X"] }],
      false,
    ],
    ["a key as wanted", ofUsers, ["dynamodb:GetItem", "arn:table", { "dynamodb:LeadingKeys": ["USER#a#b"] }], true],
    ["no purpose", forPurpose, ["kms:Decrypt", "arn:key"], false],
    [
      "another purpose",
      forPurpose,
      ["kms:Decrypt", "arn:key", { "kms:EncryptionContext:purpose": ["contact"] }],
      false,
    ],
    ["the purpose", forPurpose, ["kms:Decrypt", "arn:key", { "kms:EncryptionContext:purpose": ["codes"] }], true],
    ["a phone", phones, ["sns:Publish", "+4915112345678"], true],
    ["a topic", phones, ["sns:Publish", "arn:aws:sns:eu-central-1:111122223333:alarms"], false],
  ] as const)("is asked about %s", (_what, statement, [action, resource, keys], answer) => {
    expect(allowed(statement, action, resource, keys)).toBe(answer);
  });

  it("that refuses wins over one that allows", () => {
    const both = policy({ Effect: "Allow", ...table }, { Effect: "Deny", ...table });
    expect(isAllowed(both, asked("dynamodb:GetItem", "arn:table"))).toBe(false);
  });

  it("with an element or an operator that nobody thought of is not guessed at", () => {
    expect(() => policy({ Effect: "Allow", NotAction: "s3:*", Resource: "*" })).toThrow("NotAction");
    const dated = { ...table, Condition: { DateLessThan: { "aws:CurrentTime": "2026-01-01" } } };
    expect(() => allowed(dated, "dynamodb:GetItem", "arn:table")).toThrow("DateLessThan");
  });

  it("shows what of it nobody needs, and what is there twice", () => {
    const key = { ...forPurpose, Effect: "Allow" };
    const statements = policy(key, { ...table, Effect: "Allow" }, { ...table, Effect: "Allow" });
    const decisions = [
      asked("kms:Decrypt", "arn:key", { "kms:EncryptionContext:purpose": ["totp"] }),
      asked("dynamodb:GetItem", "arn:table"),
    ].map((one) => ({ ...one, role: "role", allowed: true }));
    expect(unneeded(statements, decisions)).toEqual({
      unused: ["kms:Decrypt codes"],
      double: ["dynamodb:GetItem", "dynamodb:GetItem"],
    });
  });
});

describe("a call to the table", () => {
  const ask = (operation: string, request: object) =>
    askedOfTable(operation, { TableName: "t", ...request }, (name) => `arn:${name}`).keys;

  it("tells its partition and what it writes or looks at", () => {
    const Item = { pk: { S: "USER#a#b" }, sk: { S: "ACCOUNT" } };
    const request = {
      Item,
      ConditionExpression: "attribute_not_exists(pk) OR #v = :v",
      ExpressionAttributeNames: { "#v": "v" },
    };
    expect(ask("PutItem", request)).toEqual({
      "dynamodb:LeadingKeys": ["USER#a#b"],
      "dynamodb:Attributes": ["pk", "sk", "v"],
    });
  });

  it("of another kind is not guessed at", () => {
    expect(() => ask("Scan", {})).toThrow("Scan");
    expect(() => ask("Query", { KeyConditionExpression: "sk = :sk" })).toThrow("Query");
  });
});

describe("an event pattern", () => {
  const pattern = { dynamodb: { NewImage: { t: { S: ["a", "b"] }, e: { S: [{ exists: true }] } } } };
  it.each([
    [{ dynamodb: { NewImage: { t: { S: "a" }, e: { S: "x" } } } }, true],
    [{ dynamodb: { NewImage: { t: { S: "c" }, e: { S: "x" } } } }, false],
    [{ dynamodb: { NewImage: { t: { S: "a" } } } }, false],
    [{ dynamodb: {} }, false],
  ])("%j", (event, answer) => {
    expect(matches(pattern, event)).toBe(answer);
  });

  it("with another comparison is not guessed at", () => {
    expect(() => matches({ t: [{ suffix: "b" }] }, { t: "ab" })).toThrow("suffix");
  });
});

describe("a template", () => {
  const stackWith = (value: unknown) =>
    new Stacks(
      [{ stack: "S", Resources: { It: { Type: "AWS::X::Y", Properties: { value } } }, Outputs: {} }],
      "https://api.example",
    ).only("AWS::X::Y").properties["value"];

  it("is resolved", () => {
    expect(stackWith({ "Fn::Join": ["-", ["a", { Ref: "AWS::Region" }]] })).toBe("a-eu-central-1");
    expect(stackWith({ "Fn::Select": [1, { "Fn::Split": ["/", "a/b"] }] })).toBe("b");
  });

  it.each([
    ["Fn::Sub", { "Fn::Sub": "${AWS::Region}" }],
    ["It", { "Fn::GetAtt": ["It", "Arn"] }],
    ["Gone", { Ref: "Gone" }],
    ["Elsewhere", { "Fn::ImportValue": "Elsewhere" }],
  ])("is not guessed at: %s", (name, value) => {
    expect(() => stackWith(value)).toThrow(name);
  });
});
