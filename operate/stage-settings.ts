import * as z from "zod";
import { issuerSchema } from "../shared/settings/settings.ts";
import { Mistake } from "./mistake.ts";

/** What the stage was deployed with, as far as the commands need it. Fields that are not named here are passed over. */
const deployedSettings = z.object({
  trustedIssuers: z.array(issuerSchema),
  smsCountries: z.array(z.string()),
  smsSenderId: z.string().optional(),
  /** USD. */
  monthlySmsBudget: z.number(),
  mailFrom: z.string().optional(),
  domainName: z.string().optional(),
  /** What the DNS record of the domain must point to. */
  domainTarget: z.string().optional(),
  certificateArn: z.string().optional(),
  alarmEmail: z.string(),
  /** Functions at once. */
  reservedConcurrency: z.object({ login: z.number(), sms: z.number() }).optional(),
});

export type DeployedSettings = z.output<typeof deployedSettings>;

/** Reads the output `Settings` of the service stack. */
export function readDeployedSettings(text: string): DeployedSettings {
  const parsed = deployedSettings.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Mistake("The output Settings of the service stack cannot be read: deploy this version of it first.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
