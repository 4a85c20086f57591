import {
  DescribeConfigurationSetsCommand,
  DescribeNotifyConfigurationsCommand,
  DescribeNotifyTemplatesCommand,
  DescribePoolsCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { describe, expect, it } from "vitest";
import { smsProvider } from "../../../operate/doctor/checks/sms-provider.ts";
import { settings } from "../stage-outputs.ts";
import { healthyAccount } from "./healthy-account.ts";

const notFound = Object.assign(new Error("no"), { name: "ResourceNotFoundException" });

describe("the provider of SMS", () => {
  it("is SNS where the stage says nothing", async () => {
    const { context } = healthyAccount();
    expect(await smsProvider.run(await context())).toMatchObject({ verdict: "good" });
  });

  it("of End User Messaging is looked up by the names that the stage gives", async () => {
    const { context, mocks } = healthyAccount({
      ...settings,
      smsProvider: "end-user-messaging",
      smsOrigination: "pool-1",
      smsConfigurationSet: "codes",
    });
    mocks.smsVoice.on(DescribePoolsCommand, { PoolIds: ["pool-1"] }).resolves({});
    mocks.smsVoice.on(DescribeConfigurationSetsCommand).rejects(notFound);
    expect(await smsProvider.run(await context())).toMatchObject([
      { verdict: "good", sentence: expect.stringContaining("pool-1") },
      { verdict: "bad", sentence: expect.stringContaining("codes") },
      { verdict: "warn", sentence: expect.stringContaining("protect") },
    ]);
  });

  it("of Notify says which template is chosen, and which variables it misses", async () => {
    const { context, mocks } = healthyAccount({
      ...settings,
      smsProvider: "notify",
      smsNotifyConfiguration: "nc-1",
    });
    const configuration = { DisplayName: "Acme", Status: "ACTIVE", Tier: "BASIC", DefaultTemplateId: "t-1" } as const;
    mocks.smsVoice.on(DescribeNotifyConfigurationsCommand).resolves({ NotifyConfigurations: [configuration as never] });
    const variable = { Type: "STRING", Required: true, Source: "CUSTOMER" };
    const template = { TemplateId: "t-1", Content: "{{code}} is your code", Variables: { code: variable } };
    mocks.smsVoice.on(DescribeNotifyTemplatesCommand).resolves({ NotifyTemplates: [template as never] });
    expect(await smsProvider.run(await context())).toMatchObject([
      { verdict: "warn", sentence: expect.stringContaining("Basic") },
      { verdict: "good", sentence: expect.stringContaining("{{code}} is your code") },
    ]);
    const other = { ...template, Variables: { code: variable, brandName: variable } };
    mocks.smsVoice.on(DescribeNotifyTemplatesCommand).resolves({ NotifyTemplates: [other as never] });
    expect(await smsProvider.run(await context())).toMatchObject([
      { verdict: "warn" },
      { verdict: "bad", sentence: expect.stringContaining("brandName") },
    ]);
    mocks.smsVoice.on(DescribeNotifyConfigurationsCommand).resolves({ NotifyConfigurations: [] });
    expect(await smsProvider.run(await context())).toMatchObject([{ verdict: "bad" }]);
  });
});
