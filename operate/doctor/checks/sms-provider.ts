import {
  DescribeConfigurationSetsCommand,
  DescribeNotifyConfigurationsCommand,
  DescribeNotifyTemplatesCommand,
  DescribePoolsCommand,
  DescribeProtectConfigurationsCommand,
  type PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { askAws } from "../../aws-trouble.ts";
import type { DeployedSettings } from "../../stage.ts";
import { bad, type Check, type Finding, good, type StageContext, warn } from "../check.ts";

const page = "See docs/sms.md.";

/** Everything that the stage names at AWS End User Messaging is there. */
export const smsProvider: Check<StageContext> = {
  name: "SMS provider",
  async run({ aws: { smsVoice }, stage: { settings } }) {
    switch (settings.smsProvider) {
      case "sns":
        return good("SNS carries the codes.");
      case "end-user-messaging":
        return endUserMessaging(smsVoice, settings);
      case "notify":
        return notify(smsVoice, settings);
    }
  },
};

/** AWS refuses to describe what is not there. */
async function isThere(permission: string, ask: () => Promise<unknown>): Promise<boolean> {
  return askAws(permission, async () => {
    try {
      await ask();
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "ResourceNotFoundException") return false;
      throw error;
    }
  });
}

async function endUserMessaging(
  client: PinpointSMSVoiceV2Client,
  settings: DeployedSettings,
): Promise<readonly Finding[]> {
  const { smsOrigination: pool, smsConfigurationSet: set, smsProtectConfiguration: protect } = settings;
  const named = [
    ...(pool?.startsWith("pool-")
      ? [["pool", pool, "DescribePools", () => client.send(new DescribePoolsCommand({ PoolIds: [pool] }))] as const]
      : []),
    ...(set === undefined
      ? []
      : [
          [
            "configuration set",
            set,
            "DescribeConfigurationSets",
            () => client.send(new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [set] })),
          ] as const,
        ]),
    ...(protect === undefined
      ? []
      : [
          [
            "protect configuration",
            protect,
            "DescribeProtectConfigurations",
            () => client.send(new DescribeProtectConfigurationsCommand({ ProtectConfigurationIds: [protect] })),
          ] as const,
        ]),
  ];
  const findings = await Promise.all(
    named.map(async ([what, id, call, ask]) =>
      (await isThere(`sms-voice:${call}`, ask))
        ? good(`The ${what} ${id} is there.`)
        : bad(`There is no ${what} ${id}: no SMS goes out.`, page),
    ),
  );
  return protect === undefined
    ? [...findings, warn("No protect configuration filters the messages.", `Make one. ${page}`)]
    : findings;
}

async function notify(client: PinpointSMSVoiceV2Client, settings: DeployedSettings): Promise<readonly Finding[]> {
  const { smsNotifyConfiguration: id = "", smsNotifyTemplate } = settings;
  const { NotifyConfigurations: [found] = [] } = await askAws("sms-voice:DescribeNotifyConfigurations", () =>
    client.send(new DescribeNotifyConfigurationsCommand({ NotifyConfigurationIds: [id] })),
  );
  if (found === undefined) return [bad(`There is no Notify configuration ${id}: no SMS goes out.`, page)];
  const name = `The Notify configuration "${found.DisplayName ?? id}"`;
  if (found.Status !== "ACTIVE") return [bad(`${name} is ${String(found.Status)}: no SMS goes out.`, page)];
  const tier =
    found.Tier === "BASIC"
      ? warn(
          `${name} is of the Basic tier: 200 messages a day, one a second, 30 countries.`,
          `Ask for Advanced. ${page}`,
        )
      : good(`${name} is active.`);
  const templateId = smsNotifyTemplate ?? found.DefaultTemplateId;
  return templateId === undefined
    ? [tier, bad("No template is chosen, and the configuration has no default.", `Set smsNotifyTemplate. ${page}`)]
    : [tier, await templateFinding(client, templateId, settings)];
}

async function templateFinding(
  client: PinpointSMSVoiceV2Client,
  templateId: string,
  { smsNotifyVariables }: DeployedSettings,
): Promise<Finding> {
  const { NotifyTemplates: [template] = [] } = await askAws("sms-voice:DescribeNotifyTemplates", () =>
    client.send(new DescribeNotifyTemplatesCommand({ TemplateIds: [templateId] })),
  );
  if (template === undefined) return bad(`There is no template ${templateId}.`, page);
  const given = smsNotifyVariables.split(",").map((pair) => pair.split("=")[0]);
  const missing = Object.entries(template.Variables ?? {})
    .filter(([variable, { Source }]) => Source === "CUSTOMER" && !given.includes(variable))
    .map(([variable]) => variable);
  return missing.length === 0
    ? good(`SMS say, by template ${templateId}: ${template.Content ?? "(no text)"}`)
    : bad(`The template ${templateId} needs ${missing.join(", ")}, which smsNotifyVariables does not name.`, page);
}
