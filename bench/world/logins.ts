import type { Services } from "../../shared/runtime/services.ts";
import { fill } from "./fill.ts";
import { stepMillis } from "./clock.ts";
import { type Call, type Functions, functionsOf, type Invocation, invocationOf, invoke } from "./invoke.ts";
import type { BenchService } from "./service.ts";
import { tables } from "./engine.ts";
import { codeOf, itemOf, subjectOf } from "./users.ts";

/** The TOTP logins of many users, each with a code that was never used. */
export interface Logins {
  /** A call for each user with a code of the next time step, but for those whose code is a used one. */
  nextStep(): readonly Call[];
  invocation(call: Call): Invocation;
  verify(invocation: Invocation): Promise<unknown>;
  readonly services: Services;
  readonly functions: Functions;
}

export async function prepareLogins(
  service: BenchService,
  users: readonly number[],
  isStored = false,
): Promise<Logins> {
  const { clock, issuer } = service;
  const clients = service.clients();
  const services = service.compose(clients);
  const functions = await functionsOf(services);
  if (!isStored)
    await fill(clients.documents, tables.service, { from: 0, to: users.length }, (index) =>
      itemOf(services, users[index] ?? 0),
    );
  // Verify makes no signing key: a login decision or the daily schedule made them before.
  await services.tokens.jwks(clock.now(), services.vault);
  const tokens = await Promise.all(users.map((index) => issuer.tokenFor(subjectOf(index), clock.now())));
  return {
    services,
    functions,
    nextStep: () => {
      clock.nextStep();
      return users.flatMap((index, place) => {
        const code = codeOf(index, clock.now());
        // One app in a million shows the same digits twice in a row: the second time they are a used code.
        if (code === codeOf(index, clock.now() - stepMillis)) return [];
        return [{ method: "POST", path: "/v1/login/verify", token: tokens[place] ?? "", body: { code } }];
      });
    },
    invocation: (call) => invocationOf(call, clock.now()),
    verify: async (invocation) => invoke(functions, invocation),
  };
}
