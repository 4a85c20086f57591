import { lambdaContext } from "../../local/functions.ts";
import { serve } from "../../functions/scheduled/remind-of-recoveries.ts";
import type { Answer } from "./called-service.ts";
import type { Organisation } from "./organisation.ts";
import type { Person } from "./person.ts";
import type { RunningService } from "./running-service.ts";

const codeLine = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/m;
const hour = 3600;

/** A person who has lost everything but the password and the mailbox, on the way back in. */
export class Recovering {
  readonly person: Person;
  readonly email: string;
  readonly service: RunningService;

  constructor(person: Person, email: string, service: RunningService) {
    this.person = person;
    this.email = email;
    this.service = service;
  }

  async asks(): Promise<Answer> {
    return this.person.withPassword("POST", "/v1/recovery");
  }

  async shown(): Promise<Answer["body"]> {
    return (await this.person.withPassword("GET", "/v1/recovery")).body["recovery"];
  }

  mails(): readonly { readonly subject: string; readonly text: string }[] {
    return this.service.local.mailbox.mails.filter(({ to }) => to === this.email);
  }

  /** The code of the newest mail that brought one. */
  mailedCode(): string {
    for (const { text } of this.mails()) {
      const code = codeLine.exec(text)?.[0];
      if (code !== undefined) return code;
    }
    throw new Error(`No code was mailed to ${this.email}`);
  }

  async confirms(code = this.mailedCode()): Promise<Answer> {
    return this.person.withPassword("POST", "/v1/recovery/confirm", { body: { code } });
  }

  /** From nothing to the wait, with its notices out. */
  async waits(): Promise<Answer> {
    await this.asks();
    const confirmed = await this.confirms();
    await this.service.local.drained();
    return confirmed;
  }

  /** Lets hours pass, and the schedule do its work. */
  async passes(hours: number): Promise<void> {
    this.service.clock.forward(hours * hour);
    await this.service.local.drained();
    await serve(this.service.local.services)({}, lambdaContext("scheduled/remind-of-recoveries"));
    await this.service.local.drained();
  }

  async completes(code = this.mailedCode(), body: object = { type: "totp" }): Promise<Answer> {
    return this.person.enrollTotp(
      { token: await this.person.passwordToken(), body: { ...body, code } },
      "/v1/recovery/complete",
    );
  }

  /** Confirms what the recovery has set up. */
  async sets(code = this.person.totpCode(), factorId = this.person.totpFactorId): Promise<Answer> {
    const token = await this.person.passwordToken();
    return this.service.call("POST", `/v1/factors/${factorId}/confirm`, { token, body: { code } });
  }
}

let nth = 0;

/** Somebody with an app and backup codes, and a phone if one is named, in an organisation that offers recovery. */
export async function recoveringPerson(
  organisation: Organisation,
  service: RunningService,
  {
    phone,
    recovery = { mode: "delay", delayHours: 72 },
    claims = {},
  }: { readonly phone?: string; readonly recovery?: object | null; readonly claims?: object } = {},
): Promise<Recovering> {
  if (recovery !== null) await organisation.setPolicy({ recovery });
  const name = `lost-${(nth += 1)}`;
  const email = `${name}@mail.example`;
  const person = organisation.person(name, { email, email_verified: true, ...claims });
  await person.hasTotp();
  if (phone !== undefined) await person.hasSms(phone);
  return new Recovering(person, email, service);
}
