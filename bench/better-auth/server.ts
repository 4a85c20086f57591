import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { twoFactor } from "better-auth/plugins";
import { TOTP } from "otpauth";
import { listen } from "../../local/http-server.ts";
import { serveParent } from "../load/server-child.ts";

const password = "correct horse battery staple";
const emailOf = (index: number): string => `user-${String(index)}@example.com`;

/** better-auth's own answer to a right TOTP code: `POST /two-factor/verify-totp`, on SQLite in memory. */
async function createAuth(baseURL: string) {
  const auth = betterAuth({
    baseURL,
    secret: "a secret of more than thirty-two characters, for a benchmark",
    database: new DatabaseSync(":memory:"),
    // The password is not what is measured: without this its scrypt would take most of the preparation.
    emailAndPassword: {
      enabled: true,
      password: { hash: async (text) => text, verify: async ({ hash, password: typed }) => hash === typed },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [twoFactor({ skipVerificationOnEnable: true })],
  });
  await (await getMigrations(auth.options)).runMigrations();
  return auth;
}

const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

serveParent(async ({ users }) => {
  const server = createServer();
  const url = `http://127.0.0.1:${String(await listen(server, 0))}`;
  const auth = await createAuth(url);
  server.on("request", toNodeHandler(auth));

  const apps: TOTP[] = [];
  for (let index = 0; index < Number(users); index += 1) {
    const signedUp = await auth.api.signUpEmail({
      body: { email: emailOf(index), password, name: "User" },
      returnHeaders: true,
    });
    const headers = new Headers({ cookie: cookiesOf(signedUp.headers) });
    const enabled = await auth.api.enableTwoFactor({ body: { password }, headers });
    apps.push(
      new TOTP({ secret: new URL("totpURI" in enabled ? enabled.totpURI : "").searchParams.get("secret") ?? "" }),
    );
  }
  /** A login of this user up to where the code is asked for, and the request with the code. */
  const login = async (index: number) => {
    const { headers } = await auth.api.signInEmail({ body: { email: emailOf(index), password }, returnHeaders: true });
    return {
      path: "/api/auth/two-factor/verify-totp",
      headers: { "content-type": "application/json", cookie: cookiesOf(headers), origin: url },
      body: JSON.stringify({ code: apps[index]?.generate() }),
    };
  };
  const answerTo = async ({ path, ...request }: Awaited<ReturnType<typeof login>>): Promise<Response> =>
    fetch(url + path, { method: "POST", ...request });

  const [first, second] = [await login(0), await login(0)];
  const answers = [await answerTo(first), await answerTo({ ...second, body: first.body })];
  return {
    url,
    facts: {
      setsSessionCookie:
        answers[0]?.headers.getSetCookie().some((cookie) => cookie.includes("session_token=")) ?? false,
      takesACodeTwice: answers.every(({ status }) => status === 200),
    },
    prepare: async () => {
      const requests: Awaited<ReturnType<typeof login>>[] = [];
      for (let index = 0; index < apps.length; index += 1) requests.push(await login(index));
      return requests;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
});
