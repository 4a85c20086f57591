import fc from "fast-check";
import { day, hour, minute, second } from "../examples.ts";
import type { commandsFor } from "./commands.ts";

type Kind = keyof ReturnType<typeof commandsFor>;

/** Numbers pick one of what is there, so that every command finds something to do whatever went before. */
export interface Command {
  readonly kind: Kind;
  readonly wait: number;
  readonly pick: number;
  readonly way: number;
}

const waits = [
  0,
  1,
  999,
  30 * second - 1,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  hour,
  hour + 1,
  day,
  3 * day,
];
/** How often each happens, for histories that get somewhere. */
const weights: Readonly<Record<Kind, number>> = {
  setUp: 8,
  enrollTotp: 2,
  enrollSms: 3,
  confirm: 4,
  confirmWrong: 2,
  totp: 8,
  sms: 8,
  textAndLogin: 5,
  backupCode: 8,
  trust: 5,
  use: 8,
  useOld: 4,
  send: 5,
  sendFails: 4,
  guess: 6,
  remove: 3,
  disable: 2,
  reset: 1,
  reopen: 2,
  newPassword: 3,
  regenerate: 2,
  preRegister: 2,
  update: 1,
  policy: 3,
};
const single = fc.record<Command>({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({ arbitrary: fc.constant(kind as Kind), weight })),
  ),
  wait: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...waits.slice(0, 7)) },
    { weight: 1, arbitrary: fc.constantFrom(...waits) },
  ),
  pick: fc.nat({ max: 999 }),
  way: fc.nat({ max: 11 }),
});
export const histories = fc.array(single, { minLength: 1, maxLength: 60, size: "max" });
