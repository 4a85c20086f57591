import type { Services } from "../../shared/services.ts";
import { fill } from "./fill.ts";
import { type Call, type Functions, functionsOf, type Invocation, invocationOf, invoke } from "./invoke.ts";
import type { BenchService } from "./service.ts";
import { tables } from "./engine.ts";
import { codeOf, itemOf, subjectOf } from "./users.ts";

/** The TOTP logins of many users, each with a code that was never used. */
export interface Logins {
  /** A call for each user with a code of the next time step. */
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
  const tokens = await Promise.all(users.map((index) => issuer.tokenFor(subjectOf(index), clock.now())));
  return {
    services,
    functions,
    nextStep: () => {
      clock.nextStep();
      return users.map((index, place) => ({
        method: "POST",
        path: "/v1/login/verify",
        token: tokens[place] ?? "",
        body: { code: codeOf(index, clock.now()) },
      }));
    },
    invocation: (call) => invocationOf(call, clock.now()),
    verify: async (invocation) => invoke(functions, invocation),
  };
}
