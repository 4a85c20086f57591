import { createServer, type RequestListener, type Server } from "node:http";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { inject } from "vitest";
import { elementsApp } from "../../../docs/recipes/elements/app.ts";
import { type FirstFactor, firstFactor } from "../../../docs/recipes/express/first-factor.ts";
import { hashOf } from "../../../docs/recipes/express/passwords.ts";
import { secondStep } from "../../../docs/recipes/express/second-step.ts";
import { buildElements } from "../../../web/elements/build.ts";
import type { Service } from "./service.ts";
import { password } from "./visitor.ts";
import type { Place } from "./watch.ts";

const readme = new URL("../../../docs/recipes/elements/README.md", import.meta.url);

/** The recipe with the elements, an own password table and an own session, beside a service that trusts it as its page says. */
export class Shop {
  readonly #server: Server;
  readonly #issuer: FirstFactor;
  #answer: RequestListener = (_request, response) => response.writeHead(503).end();

  private constructor(server: Server, issuer: FirstFactor) {
    this.#server = server.on("request", (request, response) => this.#answer(request, response));
    this.#issuer = issuer;
  }

  static async build(): Promise<Shop> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    return new Shop(server, await firstFactor({ issuer: url, audience: "shop" }));
  }

  get #port(): string {
    return String((this.#server.address() as AddressInfo).port);
  }

  /** What the recipe's page tells people to start the service with, at this shop's port. */
  async variables(): Promise<Readonly<Record<string, string>>> {
    const text = (await readFile(readme, "utf8")).replaceAll(":3000", `:${this.#port}`);
    const [, TRUSTED_ISSUERS = "", CORS_ORIGINS = "", APP_NAME = ""] =
      /TRUSTED_ISSUERS='([^']*)' \\\n\s+CORS_ORIGINS=(\S+) APP_NAME=(\S+) npm start/.exec(text) ?? [];
    return { TRUSTED_ISSUERS, CORS_ORIGINS, APP_NAME };
  }

  /** Opens, with one user: `email`. */
  async open(service: Service, email: string): Promise<Place> {
    const elementsFolder = `${inject("sharedFolder")}/elements`;
    await mkdir(elementsFolder);
    for (const { name, code } of await buildElements()) await writeFile(`${elementsFolder}/${name}`, code);
    const user = { id: "42", email, tenant: "acme", passwordHash: await hashOf(password) };
    const countersign = secondStep({ url: service.url, issuerId: "shop" }, this.#issuer);
    const place = { countersignUrl: service.url, elementsFolder };
    this.#answer = elementsApp(new Map([[email, user]]), this.#issuer, countersign, place);
    return { url: `http://localhost:${this.#port}`, sign: "#password", calls: [service.url] };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
