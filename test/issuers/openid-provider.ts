import { generateKeyPairSync, createHash, randomBytes, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const algorithms = ["RS256", "PS256", "ES256", "EdDSA"] as const;
export type Algorithm = (typeof algorithms)[number];

const newKey: Readonly<Record<Algorithm, () => KeyObject>> = {
  RS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  PS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  EdDSA: () => generateKeyPairSync("ed25519").privateKey,
};

const redirectUri = "https://shop.example/back";

/** An OpenID provider of an independent make, on loopback. Its login page lets everybody in, under the name that the test gives. */
export class OpenIdProvider {
  readonly #server: Server;
  #provider: Provider | undefined;
  #account = "";

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async start(algorithm: Algorithm): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const claims = { tenant: "acme", roles: ["2fa-admin"] };
    this.#provider = new Provider(this.url, {
      clients: [
        {
          client_id: "shop",
          redirect_uris: [redirectUri],
          token_endpoint_auth_method: "none",
          id_token_signed_response_alg: algorithm,
        },
      ],
      jwks: {
        keys: [{ ...newKey[algorithm]().export({ format: "jwk" }), alg: algorithm, use: "sig", kid: "one" }],
      },
      cookies: { keys: ["loopback"] },
      claims: { openid: ["sub", "tenant", "roles"] },
      conformIdTokenClaims: false,
      enabledJWA: { idTokenSigningAlgValues: [...algorithms] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...claims }) }),
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    });
  }

  stop = (): Promise<unknown> => new Promise((resolve) => this.#server.close(resolve));

  /** The code flow with PKCE (RFC 7636), as a browser goes through it. Answers the ID token. */
  async signIn(account: string, asked: Readonly<Record<string, string>> = {}): Promise<string> {
    this.#account = account;
    const verifier = randomBytes(32).toString("base64url");
    const query = new URLSearchParams({
      client_id: "shop",
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      ...asked,
    });
    const code = await this.#follow(`${this.url}/auth?${query.toString()}`);
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "shop",
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    });
    const answer = (await (await fetch(`${this.url}/token`, { method: "POST", body })).json()) as { id_token?: string };
    if (answer.id_token === undefined) throw new Error(`No ID token: ${JSON.stringify(answer)}`);
    return answer.id_token;
  }

  /** Follows redirects with the cookies that come on the way, until the app is reached. */
  async #follow(first: string): Promise<string> {
    const cookies = new Map<string, string>();
    let url = first;
    for (let steps = 0; steps < 12; steps += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const { headers } = await fetch(url, { redirect: "manual", headers: { cookie } });
      for (const line of headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      url = new URL(headers.get("location") ?? "", url).href;
      const code = url.startsWith(redirectUri) ? new URL(url).searchParams.get("code") : null;
      if (code !== null) return code;
    }
    throw new Error(`The app was never reached: ${url}`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = this.#provider;
    if (provider === undefined) throw new Error("The provider has not started");
    if (request.url?.startsWith("/interaction/") !== true) {
      await provider.callback()(request, response);
      return;
    }
    const { prompt } = await provider.interactionDetails(request, response);
    if (prompt.name === "login") {
      await provider.interactionFinished(request, response, { login: { accountId: this.#account } });
      return;
    }
    const grant = new provider.Grant({ accountId: this.#account, clientId: "shop" });
    grant.addOIDCScope("openid");
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  }
}
