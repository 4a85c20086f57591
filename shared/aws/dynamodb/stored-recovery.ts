import * as z from "zod/mini";
import type { Recovery, RecoveryTrace } from "../../account/recovery-state.ts";
import { compactId, fullId } from "./stored-parts.ts";
import { count, instant, storedId } from "./stored-kinds.ts";

/** i id, a asked, c code since, f wrong codes, l locked until; d delay in hours, s since, r ready at, t told, p approval needed, v approved. */
export const storedRecovery = z.object({
  i: storedId,
  a: instant,
  c: instant,
  f: z._default(count, 0),
  l: z._default(instant, 0),
  w: z.optional(
    z.object({
      d: count,
      s: instant,
      r: instant,
      t: z._default(z.boolean(), false),
      p: z._default(z.boolean(), false),
      v: z._default(z.nullable(instant), null),
    }),
  ),
});

export const recoveryToItem = ({ id, askedAt, codeAt, wrong, wait }: Recovery): z.input<typeof storedRecovery> => ({
  i: compactId("", id),
  a: askedAt,
  c: codeAt,
  ...(wrong.failures > 0 && { f: wrong.failures, l: wrong.until }),
  ...(wait && {
    w: {
      d: wait.delayHours,
      s: wait.since,
      r: wait.readyAt,
      ...(wait.isTold && { t: true }),
      ...(wait.needsApproval && { p: true }),
      ...(wait.approvedAt !== null && { v: wait.approvedAt }),
    },
  }),
});

export const recoveryFromItem = ({ i, a, c, f, l, w }: z.output<typeof storedRecovery>): Recovery => ({
  id: fullId("", i),
  askedAt: a,
  codeAt: c,
  wrong: { failures: f, until: l },
  ...(w && { wait: { delayHours: w.d, since: w.s, readyAt: w.r, isTold: w.t, needsApproval: w.p, approvedAt: w.v } }),
});

/** Mails since, mails, last wait, request ended by a link. */
export const storedTrace = z.tuple([instant, count, instant, z.optional(storedId)]);
export const traceToItem = ({ mails, waitedAt, endedByLink }: RecoveryTrace) => [
  mails.since,
  mails.count,
  waitedAt,
  ...(endedByLink === undefined ? [] : [compactId("", endedByLink)]),
];
export const traceFromItem = ([since, mails, waitedAt, ended]: z.output<typeof storedTrace>): RecoveryTrace => ({
  mails: { since, count: mails },
  waitedAt,
  ...(ended && { endedByLink: fullId("", ended) }),
});
