import { expect, it } from "vitest";
import { verifyAssertion } from "../../client/src/verify.ts";
import { demoRoutes } from "../../local/demo-routes.ts";
import { startLocalService } from "../../local/service.ts";
import { createSignIn } from "../../local/sign-in.ts";
import { runningService } from "../harness/running-service.ts";

const password = "correct horse battery staple";
const service = runningService();
const json = { "content-type": "application/json" };

it("who signs out while the assertion is read stays out", async () => {
  const subject = "second@example.com";
  const token = await service.signIn(subject);
  const login = await service.call("POST", "/v1/login", { token });
  const good = await verifyAssertion(String(login.body["assertion"]), {
    issuer: service.url,
    audience: "demo-app",
    user: { subject, tenant: "acme", idp: "local" },
    requireSecondFactor: false,
    acceptRemembered: true,
    replay: { remember: async () => true },
    now: new Date(service.clock.now()),
  });
  const routes = demoRoutes({
    url: service.url,
    signIn: await createSignIn({ url: service.url, clock: service.clock }),
    clock: service.clock,
    checkAssertion: async () => {
      await routes(request("DELETE", "session"));
      return good;
    },
  });
  let cookie = "";
  const request = (method: string, path: string, body: object = {}) => ({
    id: "1",
    method,
    path: `/local/demo/${path}`,
    query: "",
    headers: { "content-type": ["application/json"], cookie: [cookie] },
    body: Buffer.from(JSON.stringify(body)),
    sourceIp: "127.0.0.1",
  });
  const begun = await routes(request("POST", "password", { email: subject, password }));
  cookie = begun?.headers["set-cookie"]?.split(";")[0] ?? "";
  expect(cookie).toMatch(/^larch-\d+=./);
  const entered = await routes(request("POST", "session", { assertion: "good" }));
  expect(entered).toMatchObject({ status: 401 });
  expect(entered?.headers).not.toHaveProperty("set-cookie");
});

it("lets users into a service that began anew at the port of an earlier one, whose keys were others", async () => {
  const statuses: number[] = [];
  let port = 0;
  for (let round = 0; round < 2; round += 1) {
    const local = await startLocalService({ port, variables: { LOG_LEVEL: "SILENT" } });
    port = Number(new URL(local.url).port);
    const post = async (path: string, body: object, headers: object = {}) =>
      fetch(`${local.url}${path}`, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });
    const begun = await post("/local/demo/password", { email: "second@example.com", password });
    const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
    const { token } = (await begun.json()) as { token: string };
    const login = await post("/v1/login", {}, { authorization: `Bearer ${token}` });
    const { assertion } = (await login.json()) as { assertion: string };
    statuses.push((await post("/local/demo/session", { assertion }, { cookie })).status);
    await local.stop();
  }
  expect(statuses).toEqual([200, 200]);
});
