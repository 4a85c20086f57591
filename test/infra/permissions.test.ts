/** @module-tag processes */
import { describe, expect, it } from "vitest";
import type { Route, Touches } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { asLines, many, type Statement, statementsByFunction } from "./roles.ts";
import { synthesized } from "./synthesized.ts";

const roles = statementsByFunction(synthesized().service);
const linesOf = (name: string): readonly string[] => asLines(roles.get(name.replaceAll("/", "-")) ?? []);

const everybody = ["logs:CreateLogStream", "logs:PutLogEvents"];
const on = (partitions: string, ...actions: string[]): string[] =>
  actions.map((action) => `dynamodb:${action} LeadingKeys=${partitions}`);

/** The data keys that functions make, and no other. */
const making: Readonly<Record<string, readonly string[]>> = {
  login: ["identity", "contact", "signing", "publicKeys", "links"],
  verify: ["contact"],
  "enroll-factor": ["identity", "totp", "contact", "codes", "limits"],
  "confirm-factor": ["subject", "passkey", "contact", "codes", "signing", "publicKeys"],
  jwks: ["signing", "publicKeys"],
  "admin/reset-user": ["subject", "approvals"],
  "admin/reopen-method": ["subject", "approvals"],
  "admin/issue-bypass-code": ["subject", "codes", "approvals"],
  "admin/check-caller": ["subject", "codes", "limits"],
  "admin/confirm-caller": ["subject"],
  "complete-recovery": ["totp", "contact", "limits"],
  "admin/approve-recovery": ["subject"],
  "admin/refuse-recovery": ["subject"],
  "admin/end-user-devices": ["subject"],
  "admin/lift-sms-breaker": ["subject"],
  "admin/pre-register-phone": ["identity", "subject", "contact", "approvals"],
  "admin/pre-register-phones": ["identity", "subject", "contact", "approvals"],
  "admin/remove-phone": ["subject", "approvals"],
  "admin/put-policy": ["subject", "approvals"],
  "admin/drop-approval": ["subject"],
  "admin/end-devices": ["subject"],
  "admin/set-requirement": ["identity", "subject", "approvals"],
  "admin/approve": ["identity", "subject", "contact", "codes"],
};

const ofService = ["limits", "signing", "publicKeys", "links"];
const isOwn = (purpose: string): boolean => ofService.includes(purpose);
const keysOf = (purposes: readonly string[]): string => (purposes.every(isOwn) ? "KEYS#~service" : "KEYS#*");
/** KMS opens the deployment's own key of each purpose, and no tenant's. */
const inWords = (action: string, purposes: readonly string[]): readonly string[] =>
  purposes.length === 0
    ? []
    : [`kms:${action} EncryptionContext:purpose=${purposes.join(",")} EncryptionContext:tenant=~service`];

/** Written down a second time, on purpose: what a row of the route table may do, in the words of IAM. */
function expected({ access, touches, function: name }: Route): readonly string[] {
  const { account, challenges, credentials, policy, activity, approvals, people, actor }: Touches = touches;
  const { limits, traffic, signingKeys, sms, mail, vault }: Touches = touches;
  const takesAccessTokens = !["public", "login", "freshPassword"].includes(access);
  const order = "identity subject totp passkey contact codes limits signing publicKeys links approvals".split(" ");
  const used = order.filter((purpose) => purpose in vault || (takesAccessTokens && purpose === "publicKeys"));
  const made = making[name] ?? [];
  const looks = ["identity", "subject", "totp", "passkey", "contact", "approvals", "signing"].some((purpose) =>
    used.includes(purpose),
  );
  return [
    ...new Set([
      ...everybody,
      ...(account ? on("USER#*#*", "GetItem") : []),
      ...(people ? on("USER#*#*", "BatchGetItem") : []),
      ...(actor ? ["dynamodb:PutItem LeadingKeys=USER#*#* Attributes=pk,sk,s,name"] : []),
      ...(account === "write" || challenges === "write" ? on("USER#*#*", "PutItem") : []),
      ...(challenges || credentials === "read" || activity === "read" ? on("USER#*#*", "Query") : []),
      ...(credentials === "write" ? ["dynamodb:PutItem LeadingKeys=USER#*#* Attributes=pk,sk,s,x,ttl"] : []),
      ...(policy === "write" ? on("TENANT#*", "PutItem") : []),
      ...(policy || approvals === "decide" ? on("TENANT#*", "GetItem") : []),
      ...(approvals === "list" || approvals === "ask" || policy === "history" || activity === "organisation"
        ? on("TENANT#*", "Query")
        : []),
      ...(approvals === "ask" || approvals === "decide"
        ? ["dynamodb:PutItem LeadingKeys=TENANT#* Attributes=pk,sk,s,id,x,a,until,ended,e,ttl"]
        : []),
      ...(limits ? on("LIMIT#*,BUDGET#*", "BatchGetItem", "UpdateItem") : []),
      ...(traffic ? on("TRAFFIC#*", "GetItem") : []),
      ...(traffic === "read" ? on("TRAFFIC#*", "BatchGetItem") : []),
      ...(traffic === "list" || traffic === "write" ? on("TRAFFIC#*", "Query") : []),
      ...(traffic === "write" ? on("TRAFFIC#*", "PutItem") : []),
      ...(takesAccessTokens || signingKeys ? on("SIGNING", "Query") : []),
      ...(signingKeys ? on("SIGNING", "PutItem") : []),
      ...(used.length > 0 ? on(keysOf(used), "GetItem") : []),
      ...(looks ? on(keysOf(used), "Query") : []),
      ...(made.length > 0 ? on(keysOf(made), "PutItem") : []),
      ...inWords("Decrypt", used),
      ...inWords("GenerateDataKey", made),
      ...(sms ? ["sns:Publish"] : []),
      ...(mail ? ["ses:SendEmail FromAddress=security@example.com"] : []),
    ]),
  ].toSorted();
}

describe("each function may do what its row of the route table says, and nothing else", () => {
  it.each(Object.values(routes) as readonly Route[])("$function", (row) => {
    expect(linesOf(row.function)).toEqual(expected(row));
  });
});

describe("the other functions", () => {
  const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
    (action) => `dynamodb:${action}`,
  );
  const keepFailed = ["s3:ListBucket", "s3:PutObject"];
  /** Of recoveries: when users were told stands in the account, and the delay begins with it. */
  const telling = [
    ...on("USER#*#*", "GetItem", "PutItem"),
    ...on("TENANT#*", "GetItem"),
    ...on("RECOVERY#*", "PutItem", "Query"),
    ...on("NOTICE#*", "GetItem", "PutItem"),
    ...on("KEYS#*", "GetItem", "Query"),
    ...on("KEYS#~service", "PutItem"),
    "kms:GenerateDataKey EncryptionContext:purpose=links EncryptionContext:tenant=~service",
    "ses:SendEmail FromAddress=security@example.com",
    "sns:Publish",
  ];
  const giveUp = ["GetQueueAttributes", "GetQueueUrl", "SendMessage"].map((action) => `sqs:${action}`);

  it.each([
    ["not-found", []],
    [
      "events/publish-events",
      [
        ...stream,
        ...keepFailed,
        "dynamodb:PutItem LeadingKeys=USER#*#*,TENANT#* Attributes=pk,sk,s,e,ttl,w",
        "events:PutEvents",
        "logs:PutLogEvents",
      ],
    ],
    [
      "events/count-sms",
      [...giveUp, ...on("TRAFFIC#*", "GetItem", "PutItem", "UpdateItem"), ...on("TENANT#*", "GetItem")],
    ],
    ["events/notify-user", [...stream, ...keepFailed, ...telling, ...inWords("Decrypt", ["contact", "links"])]],
    ["scheduled/remind-of-recoveries", [...giveUp, ...telling, ...inWords("Decrypt", ["contact", "codes", "links"])]],
    [
      "scheduled/rotate-signing-keys",
      [
        ...giveUp,
        ...on("SIGNING", "Query", "PutItem"),
        ...on("KEYS#~service", "GetItem", "PutItem", "Query"),
        ...inWords("Decrypt", ["signing", "publicKeys"]),
        ...inWords("GenerateDataKey", ["signing", "publicKeys"]),
      ],
    ],
  ])("%s", (name, lines) => {
    expect(linesOf(name)).toEqual([...everybody, ...lines].toSorted());
  });
});

it("a condition on all values of a key asks for the key too: it would hold without one", () => {
  const conditions = [...roles.values()].flat().map(({ Condition = {} }) => Condition);
  const forAll = conditions.filter((one) => Object.keys(one).some((operator) => operator.startsWith("ForAllValues:")));
  expect(forAll.length).toBeGreaterThan(10);
  for (const one of forAll) {
    const keys = Object.entries(one).flatMap(([operator, wanted]) =>
      operator.startsWith("ForAllValues:") ? Object.keys(wanted) : [],
    );
    expect(one["Null"]).toEqual(Object.fromEntries(keys.map((name) => [name, "false"])));
  }
});

describe("no wildcard is unexplained", () => {
  const all = [...roles].flatMap(([name, statements]) => statements.map((statement) => [name, statement] as const));
  const isWild = ({ Resource }: Statement): boolean =>
    many(Resource).some((resource) => typeof resource === "string" && resource.includes("*"));

  it("only what has no resources in IAM is allowed on all", () => {
    const wild = all.filter(([, statement]) => isWild(statement)).flatMap(([, { Action }]) => many(Action));
    expect([...new Set(wild)].toSorted()).toEqual(["dynamodb:ListStreams"]);
  });

  it("SMS go to phone numbers only: every topic is left out", () => {
    const inverted = all.filter(([, { NotResource }]) => NotResource !== undefined);
    for (const [, { Action, NotResource }] of inverted) {
      expect(Action).toBe("sns:Publish");
      expect(NotResource).toEqual({ "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, ":sns:*:*:*"]] });
    }
    expect(inverted.map(([name]) => name).toSorted()).toEqual([
      "admin-check-caller",
      "complete-recovery",
      "enroll-factor",
      "events-notify-user",
      "login",
      "resend-enrollment-sms",
      "scheduled-remind-of-recoveries",
      "send-sms",
      "undo-change",
    ]);
  });

  it("e-mails go out under the stage's address, through whichever identity and configuration set SES asks for", () => {
    const mails = all.filter(([, { Action }]) => many(Action).includes("ses:SendEmail"));
    expect(mails.map(([name]) => name).toSorted()).toEqual([
      "admin-check-caller",
      "ask-recovery",
      "events-notify-user",
      "scheduled-remind-of-recoveries",
    ]);
    const [[, { Resource, Condition }] = ["", {}]] = mails as [string, Partial<Statement>][];
    expect(Condition).toEqual({ StringEquals: { "ses:FromAddress": "security@example.com" } });
    const own = (kind: string) => ({
      "Fn::Join": [
        "",
        [
          "arn:",
          { Ref: "AWS::Partition" },
          ":ses:",
          { Ref: "AWS::Region" },
          ":",
          { Ref: "AWS::AccountId" },
          `:${kind}/*`,
        ],
      ],
    });
    expect(new Set(many(Resource).map((one) => JSON.stringify(one)))).toEqual(
      new Set([own("identity"), own("configuration-set")].map((one) => JSON.stringify(one))),
    );
  });

  it("no action is named by a pattern, and nothing reads the whole table", () => {
    const actions = all.flatMap(([, { Action }]) => many(Action));
    expect(actions.filter((action) => action.includes("*") || /Scan|PartiQL|BatchWrite|Delete/.test(action))).toEqual(
      [],
    );
  });
});
