import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { shop } from "../../docs/recipes/express/app.ts";
import { firstFactor } from "../../docs/recipes/express/first-factor.ts";
import { hashOf } from "../../docs/recipes/express/passwords.ts";
import { type Countersign, secondStep } from "../../docs/recipes/express/second-step.ts";
import type { User } from "../../docs/recipes/express/user.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import { systemClock } from "../../shared/runtime/services.ts";
import { runningService } from "../harness/running-service.ts";

export const password = "correct horse battery staple";

/** The recipe's app on a free port, beside the real service. */
export async function expressShop() {
  const issuer = "https://shop.example";
  const key = await firstFactor({ issuer, audience: "shop" });
  const service = runningService({
    clock: systemClock,
    issuers: [issuerSchema.parse({ id: "shop", issuer, audience: "shop", jwks: key.jwks, tenantClaim: "tenant" })],
  });
  let passwordHash = "";
  beforeAll(async () => {
    passwordHash = await hashOf(password);
  });
  const users = new Map<string, User>();
  const servers: Server[] = [];
  afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

  /** Starts the app, and answers its address. */
  async function start(countersign: Partial<Countersign> = {}): Promise<string> {
    const app = shop(users, key, secondStep({ url: service.local.url, issuerId: "shop", ...countersign }, key));
    const server = await new Promise<Server>((resolve) => {
      const started = app.listen(0, "127.0.0.1", () => resolve(started));
    });
    servers.push(server);
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  let number = 0;
  /** A user of the app's own table, with a phone that nobody else has. */
  function someUser(given: Partial<User> = {}): User & { readonly phoneNumber: string } {
    number += 1;
    const email = `user${String(number)}@example.com`;
    const user = { id: String(number), email, tenant: "larch", passwordHash, ...given };
    users.set(email, user);
    return { ...user, phoneNumber: `+4179100${String(1000 + number)}` };
  }
  return { service, start, someUser };
}

/** A browser as far as cookies go. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Of the last answer. */
  setCookies: readonly string[] = [];
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- its shape is what the tests are about to check
  async call(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, any> }> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    this.setCookies = response.headers.getSetCookie();
    for (const line of this.setCookies) this.#keep(line);
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  }

  #keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(line) ?? [];
    if (value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
