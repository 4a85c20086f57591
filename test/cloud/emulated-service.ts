import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SentSms } from "../../local/sent-messages.ts";
import { type Answer, CalledService } from "../harness/called-service.ts";
import { Issuer } from "../harness/issuer.ts";
import { account } from "./emulator.ts";
import "./preload/localhost.ts";

interface StoredSms {
  readonly Message: string;
}
interface SentMail {
  readonly To: readonly string[];
  readonly Subject: string;
}

/** A stage behind the emulator's API Gateway. Before each call the functions' clock is put to the stories' time. */
export class EmulatedService extends CalledService {
  readonly issuer = new Issuer("main");
  /** Of the API; known once it is deployed. */
  url = "";
  readonly #awsUrl: string;
  readonly #clockFile: string;
  readonly #messages: SentSms[] = [];

  constructor(folder: string, awsUrl: string) {
    super();
    this.#awsUrl = awsUrl;
    this.#clockFile = join(folder, "clock");
  }

  get outbox() {
    return { messages: this.#messages };
  }

  async signIn(email = "user@example.com"): Promise<string> {
    return this.issuer.token(this.clock, { sub: email, email });
  }

  override async raw(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    this.setClocks();
    const answer = await super.raw(method, path, init);
    await this.#collectSms();
    return answer;
  }

  /** Functions and commands read the file, and never half of it. */
  setClocks(): void {
    writeFileSync(`${this.#clockFile}.new`, String(this.clock.now()));
    renameSync(`${this.#clockFile}.new`, this.#clockFile);
  }

  /** E-mails that SES was asked to send. */
  async mails(): Promise<readonly SentMail[]> {
    const answer = await fetch(`${this.#awsUrl}/_ministack/ses/messages?account=${account}`);
    const { messages } = (await answer.json()) as { messages: Record<string, SentMail[]> };
    return messages[account] ?? [];
  }

  async #collectSms(): Promise<void> {
    const answer = await fetch(`${this.#awsUrl}/_ministack/sns/sms-messages?account=${account}`);
    const { sms_messages } = (await answer.json()) as { sms_messages: Record<string, StoredSms[]> };
    for (const [to, all] of Object.entries(sms_messages)) {
      const known = this.#messages.filter((one) => one.to === to).length;
      for (const { Message } of all.slice(known))
        this.#messages.unshift({ to, body: Message, at: new Date(this.clock.now()).toISOString() });
    }
  }
}
