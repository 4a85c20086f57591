import type { Check } from "./check.ts";
import { alarmEmail } from "./checks/alarm-email.ts";
import { answers } from "./checks/answers.ts";
import { caller } from "./checks/caller.ts";
import { certificate } from "./checks/certificate.ts";
import { concurrency } from "./checks/concurrency.ts";
import { email } from "./checks/email.ts";
import { issuers } from "./checks/issuers.ts";
import { keys } from "./checks/keys.ts";
import { reservedConcurrency } from "./checks/reserved-concurrency.ts";
import { smsSandbox } from "./checks/sms-sandbox.ts";
import { smsSenders } from "./checks/sms-senders.ts";
import { smsSpending } from "./checks/sms-spending.ts";
import { smsSpent } from "./checks/sms-spent.ts";
import { stacks } from "./checks/stacks.ts";
import { stream } from "./checks/stream.ts";
import { table } from "./checks/table.ts";
import type { AccountWorld, StageWorld } from "./world.ts";

/** Also before the first deployment. */
export const accountChecks: readonly Check<AccountWorld>[] = [caller, stacks, concurrency, smsSandbox];

export const stageChecks: readonly Check<StageWorld>[] = [
  smsSpending,
  smsSpent,
  smsSenders,
  reservedConcurrency,
  email,
  issuers,
  certificate,
  keys,
  table,
  stream,
  answers,
  alarmEmail,
];
