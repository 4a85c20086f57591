import { createClient, type Client, type Input, type Result } from "../../../client/src/index.ts";
import { Authenticator } from "./authenticator.ts";
import { password } from "./visitor.ts";
import type { World } from "./world.ts";

/** Somebody's second step, set up without a page. */
export interface SetUp {
  readonly app: Authenticator;
  readonly backupCodes: readonly string[];
}

/** State before a story begins, set up through the API. */
export class Given {
  readonly #world: World;
  #admin: { readonly client: Client; readonly app: Authenticator } | null = null;

  constructor(world: World) {
    this.#world = world;
  }

  /** An authenticator app for somebody who has none. */
  async authenticator(email: string): Promise<SetUp> {
    const { app, backupCodes } = await this.#authenticator(email);
    return { app, backupCodes };
  }

  /** A phone for somebody who has no second step yet. */
  async phone(email: string, phoneNumber: string): Promise<readonly string[]> {
    const client = this.#as(await this.#passwordToken(email));
    const enrolled = good(await client.enrollFactor({ type: "sms", phoneNumber }));
    const confirmed = good(
      await client.confirmFactor({ factorId: enrolled.factor.id, code: await this.#codeFor(phoneNumber) }),
    );
    return "backupCodes" in confirmed ? confirmed.backupCodes : [];
  }

  /** A range of numbers to which no more set-up messages go: twenty went out, and nobody typed a code in. */
  async stoppedRange(beginning: string): Promise<void> {
    const wait = 181_000;
    for (let nth = 1000; nth < 1010; nth += 1) {
      for (const [email, last] of [
        ["user@example.com", 1],
        ["second@example.com", 2],
      ] as const) {
        const phoneNumber = `${beginning}${String(nth)}${String(last)}`;
        good(await this.#as(await this.#passwordToken(email)).enrollFactor({ type: "sms", phoneNumber }));
        await this.#world.service.drained();
      }
      await this.#world.advance(wait);
    }
  }

  /** So many wrong codes in a row, with every wait between them. */
  async wrongCodes(email: string, app: Authenticator, count: number): Promise<void> {
    for (let nth = 0; nth < count; nth += 1) {
      const { problem } = await this.#as(await this.#passwordToken(email)).verify({ code: app.wrongCode() });
      if (problem?.code !== "invalid_code") throw new Error(`The story cannot begin: ${JSON.stringify(problem)}`);
      if (problem.retryAfter !== undefined) await this.#world.advance((problem.retryAfter + 1) * 1000);
    }
  }

  /** The organisation's policy; what is left out stays. */
  async policy(changes: Partial<Omit<Input<"adminPutPolicy">, "version">>): Promise<void> {
    const { client } = await this.admin();
    const { version, ...old } = good(await client.adminGetPolicy());
    good(await client.adminPutPolicy({ ...old, ...changes, version }));
  }

  /** The API with an admin's proof, and the app that the admin signs in with. */
  async admin(): Promise<{ readonly client: Client; readonly app: Authenticator }> {
    if (this.#admin === null) {
      const { app, accessToken } = await this.#authenticator("admin@example.com");
      this.#admin = { app, client: this.#as(accessToken) };
    }
    return this.#admin;
  }

  async #authenticator(email: string): Promise<SetUp & { readonly accessToken: string }> {
    const client = this.#as(await this.#passwordToken(email));
    const enrolled = good(await client.enrollFactor({ type: "totp" }));
    if (!("uri" in enrolled)) throw new Error("That is no authenticator app.");
    const app = new Authenticator(this.#world, enrolled.uri);
    const confirmed = good(await client.confirmFactor({ factorId: enrolled.factor.id, code: await app.freshCode() }));
    if (!("accessToken" in confirmed)) throw new Error("That is no first factor.");
    return { app, backupCodes: confirmed.backupCodes, accessToken: confirmed.accessToken ?? "" };
  }

  #as(token: string): Client {
    return createClient({ baseUrl: this.#world.service.url, token: () => token, language: "en" });
  }

  async #passwordToken(email: string): Promise<string> {
    const response = await fetch(`${this.#world.service.url}/local/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    return ((await response.json()) as { token: string }).token;
  }

  async #codeFor(phoneNumber: string): Promise<string> {
    const { messages } = (await (await fetch(`${this.#world.service.url}/local/sms`)).json()) as {
      messages: readonly { readonly to: string; readonly body: string }[];
    };
    return /\d{6}/.exec(messages.find(({ to }) => to === phoneNumber)?.body ?? "")?.[0] ?? "";
  }
}

function good<T>(result: Result<T>): T {
  if (result.problem !== undefined) throw new Error(`The story cannot begin: ${JSON.stringify(result.problem)}`);
  return result.data;
}
