import type { Stage } from "./settings.ts";

/** What the commands in operate/ need to know of a deployed stage (output `Settings`). */
export const deployedWith = (stage: Stage, domainTarget: string | null) => ({
  trustedIssuers: stage.trustedIssuers,
  smsCountries: stage.smsCountries,
  smsSenderId: stage.smsSenderId,
  monthlySmsBudget: stage.monthlySmsBudgetUsd,
  mailFrom: stage.mailFrom,
  domainName: stage.domain?.name,
  /** What its DNS record must point to. */
  domainTarget: domainTarget ?? undefined,
  certificateArn: stage.domain?.certificateArn,
  alarmEmail: stage.alarmEmail,
  reservedConcurrency: stage.reservedConcurrency,
  provisionedConcurrency: stage.provisionedConcurrency,
});
