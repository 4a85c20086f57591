import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  NotFoundException,
} from "@aws-sdk/client-sesv2";
import { ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { alarmEmail, email } from "../../../operate/doctor/checks/email.ts";
import { settings } from "../stage-outputs.ts";
import { complaints } from "./findings.ts";
import { healthyAccount, topicArn } from "./healthy-account.ts";

describe("e-mail to users", () => {
  it("that is not set up is yellow", async () => {
    const context = await healthyAccount({ ...settings, mailFrom: undefined }).context();
    expect(await complaints(email, context)).toMatchObject([
      { verdict: "warn", remedy: expect.stringMatching(/mailFrom/) },
    ]);
  });

  it.each([
    [{ ProductionAccessEnabled: false, SendingEnabled: true }, "bad", /sandbox/],
    [{ ProductionAccessEnabled: true, SendingEnabled: false }, "bad", /paused/],
    [{}, "bad", /paused/],
    [{ SendingEnabled: true }, "bad", /sandbox/],
    [{ ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: "PROBATION" }, "warn", /PROBATION/],
  ])("of an account that is %o is %s", async (account, verdict, sentence) => {
    const { context, mocks } = healthyAccount();
    mocks.ses.on(GetAccountCommand).resolves(account);
    expect(await complaints(email, await context())).toMatchObject([
      { verdict, sentence: expect.stringMatching(sentence) },
    ]);
  });

  it.each([
    [{ VerifiedForSendingStatus: false }, "bad", /not verified/],
    [{ VerifiedForSendingStatus: true, DkimAttributes: { SigningEnabled: false } }, "warn", /DKIM/],
    [
      { VerifiedForSendingStatus: true, DkimAttributes: { SigningEnabled: true, Status: "FAILED" as const } },
      "warn",
      /DKIM/,
    ],
  ])("of an identity that is %o is %s", async (identity, verdict, sentence) => {
    const { context, mocks } = healthyAccount();
    mocks.ses.on(GetEmailIdentityCommand).resolves(identity);
    expect(await complaints(email, await context())).toMatchObject([
      { verdict, sentence: expect.stringMatching(sentence) },
    ]);
  });

  it("of an identity with a configuration set looks at that set", async () => {
    const { context, mocks } = healthyAccount();
    mocks.ses.on(GetEmailIdentityCommand).resolves({
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
      ConfigurationSetName: "own-set",
    });
    const set = mocks.ses.on(GetConfigurationSetCommand, { ConfigurationSetName: "own-set" });
    const found = async () => complaints(email, await context());
    set.resolves({ SendingOptions: { SendingEnabled: true } });
    expect(await found()).toEqual([]);
    set.resolves({ SendingOptions: { SendingEnabled: false } });
    expect(await found()).toMatchObject([{ verdict: "bad", sentence: expect.stringMatching(/own-set has paused/) }]);
    set.rejects(new NotFoundException({ $metadata: {}, message: "no set" }));
    expect(await found()).toMatchObject([{ verdict: "bad", sentence: expect.stringMatching(/does not exist/) }]);
  });

  it("looks for the address and then for its domain", async () => {
    const { context, mocks } = healthyAccount();
    const gone = new NotFoundException({ $metadata: {}, message: "no identity" });
    mocks.ses.on(GetEmailIdentityCommand, { EmailIdentity: "no-reply@acme.example" }).rejects(gone);
    expect(await complaints(email, await context())).toEqual([]);
    mocks.ses.on(GetEmailIdentityCommand, { EmailIdentity: "acme.example" }).rejects(gone);
    expect(await complaints(email, await context())).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/no identity in SES/) },
    ]);
  });
});

describe("the alarm address", () => {
  it.each([
    [[], /not subscribed/],
    [[{ Endpoint: "other@acme.example", SubscriptionArn: `${topicArn}:s-2` }], /not subscribed/],
    [[{ Endpoint: "oncall@acme.example", SubscriptionArn: "PendingConfirmation" }], /not confirmed/],
    [
      [
        { Endpoint: "oncall@acme.example", SubscriptionArn: `${topicArn}:s-1` },
        { Endpoint: "oncall@acme.example", SubscriptionArn: "PendingConfirmation" },
      ],
      /not confirmed/,
    ],
  ])("with the subscriptions %o is bad", async (Subscriptions, sentence) => {
    const { context, mocks } = healthyAccount();
    mocks.sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions });
    expect(await complaints(alarmEmail, await context())).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(sentence) },
    ]);
  });
});
