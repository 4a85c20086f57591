import { expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { mailedLink } from "../harness/mailed-link.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

/** A method that wrong codes have closed, and the ways back. */
const issuer = new Issuer("reopen");
const service = runningService({ issuers: [{ ...issuer.settings, passwordChangedClaim: "pwd_changed" }] });
const organisation = new Organisation(service, issuer, "reopen");
const codeOf = ({ status, body }: Answer): string => (status === 200 ? "ok" : String(body["code"]));
const guess = async (person: Person): Promise<string> => {
  const answer = await person.verify(person.wrongTotpCode());
  service.clock.forward(Number(answer.body["retryAfter"] ?? 0));
  return codeOf(answer);
};
async function disabled(name: string, claims: object = {}): Promise<Person> {
  const person = organisation.person(name, claims);
  await person.hasTotp();
  for (let nth = 0; nth < 20; nth += 1) expect(await guess(person)).toBe("invalid_code");
  expect(codeOf(await person.verify(person.totpCode()))).toBe("method_disabled");
  return person;
}
const reopenPath = (person: Person) => organisation.userPath(person, "reopen");
const byAdmin = async (person: Person, body: object = { method: "totp", reason: "Called us" }): Promise<Answer> =>
  organisation.asAdmin("POST", reopenPath(person), body);
const eventsOf = async (person: Person) => {
  await service.local.drained();
  const { body } = await organisation.asAdmin("GET", organisation.userPath(person, "events"));
  return body["events"] as readonly { type: string; actor: { role: string }; data: object }[];
};

test("an admin opens it for five tries; the sixth is refused", async () => {
  const ada = await disabled("ada");
  expect(await byAdmin(ada)).toMatchObject({ status: 204, text: "" });
  expect((await eventsOf(ada))[0]).toMatchObject({
    type: "method.reopened",
    actor: { role: "admin" },
    data: { method: "totp", by: "admin", reason: "Called us" },
  });
  for (let nth = 0; nth < 5; nth += 1) expect(await guess(ada)).toBe("invalid_code");
  expect(await guess(ada)).toBe("method_disabled");
  expect((await byAdmin(ada)).status).toBe(204);
  expect(codeOf(await ada.loginWithTotp())).toBe("ok");
});

test("of a user who was never seen, or whose method is open, an admin's reopening writes nothing", async () => {
  expect((await byAdmin(organisation.person("nobody"))).status).toBe(204);
  const seen = await organisation.asAdmin("GET", organisation.userPath(organisation.person("nobody")));
  expect(seen.body["known"]).toBe(false);
  const ben = organisation.person("ben");
  await ben.hasTotp();
  expect((await byAdmin(ben)).status).toBe(204);
  expect((await eventsOf(ben)).map(({ type }) => type)).not.toContain("method.reopened");
});

test("method and reason are asked for, and a fresh second step of an admin", async () => {
  const cleo = organisation.person("cleo");
  await cleo.hasTotp();
  for (const body of [{ method: "totp" }, { reason: "Called" }, { method: "fax", reason: "Called" }])
    expect(codeOf(await byAdmin(cleo, body))).toBe("invalid_request");
  const own = await cleo.withAccess("POST", reopenPath(cleo), { body: { method: "totp", reason: "Mine" } });
  expect(codeOf(own)).toBe("forbidden");
});

test("a newer password opens it at the next login, and the user is told", async () => {
  const dora = await disabled("dora", { email: "dora@reopen.example" });
  const seconds = Math.floor(service.clock.now() / 1000);
  const after = (claims: object): Person => {
    const again = organisation.person("dora", { email: "dora@reopen.example", ...claims });
    return Object.assign(again, { totpCode: dora.totpCode.bind(dora) });
  };
  for (const pwd_changed of [undefined, seconds - 86_400 * 400, seconds + 60, "yesterday", seconds * 1000]) {
    const claims = pwd_changed === undefined ? {} : { pwd_changed };
    await after(claims).withPassword("POST", "/v1/login");
    expect(codeOf(await after(claims).verify(dora.totpCode()))).toBe("method_disabled");
  }
  service.clock.forward(60);
  const fresh = after({ pwd_changed: seconds + 30 });
  expect((await fresh.withPassword("POST", "/v1/login")).body["decision"]).toBe("challenge");
  expect(codeOf(await fresh.verify(dora.totpCode()))).toBe("ok");
  expect((await eventsOf(dora)).filter(({ type }) => type === "method.reopened")).toMatchObject([
    { actor: { role: "user" }, data: { method: "totp", by: "password" } },
  ]);
  const { body } = await service.call("GET", "/local/mail");
  const mails = body["mails"] as readonly { to: string; subject: string }[];
  const own = mails.filter(({ to }) => to === "dora@reopen.example").map(({ subject }) => subject);
  expect(own.filter((subject) => subject.includes("opened again"))).toHaveLength(1);
});

test("a call of verify alone is told of the newer password too, and reopens once in thirty days", async () => {
  const emil = await disabled("emil");
  const now = () => Math.floor(service.clock.now() / 1000);
  const after = (): Person =>
    Object.assign(organisation.person("emil", { pwd_changed: now() }), {
      wrongTotpCode: emil.wrongTotpCode.bind(emil),
    });
  service.clock.forward(5);
  for (let nth = 0; nth < 5; nth += 1) expect(await guess(after())).toBe("invalid_code");
  service.clock.forward(5);
  expect(await guess(after())).toBe("method_disabled");
  service.clock.forward(30 * 86_400);
  expect(await guess(after())).toBe("invalid_code");
});

test("a disabled app stays so once another app is added, until it is reopened", async () => {
  const finn = await disabled("finn");
  const old = finn.totpFactorId;
  const oldCode = finn.totpCode.bind(finn);
  await finn.verify(String(finn.backupCodes[0]));
  const second = organisation.person("finn");
  second.accessToken = finn.accessToken;
  await second.hasTotp();
  expect(codeOf(await second.loginWithTotp())).toBe("ok");
  const named = async () => second.verify(oldCode(), undefined, old);
  expect(codeOf(await named())).toBe("method_disabled");
  const { body } = await organisation.asAdmin("GET", organisation.userPath(finn));
  expect(body["throttle"].totp).toMatchObject({ failures: 0, disabled: true });
  await byAdmin(finn);
  expect(codeOf(await named())).toBe("ok");
});

test("the link in the notice opens it for five tries, once in thirty days", async () => {
  const ada = await disabled("linked", { email: "linked@reopen.example" });
  const post = async (path: string, token: string) => (await service.call("POST", path, { body: { token } })).body;
  const token = await mailedLink(service, "linked@reopen.example");
  expect(await post("/v1/links", token)).toMatchObject({ kind: "reopen", state: "open" });
  // Events of one time have no order.
  service.clock.forward(1);
  expect(await post("/v1/reopen", token)).toEqual({ state: "done" });
  expect(await post("/v1/links", token)).toMatchObject({ state: "done" });
  expect((await eventsOf(ada))[0]).toMatchObject({ type: "method.reopened", data: { method: "totp", by: "link" } });
  for (let nth = 0; nth < 5; nth += 1) expect(await guess(ada)).toBe("invalid_code");
  expect(await guess(ada)).toBe("method_disabled");
  expect(await mailedLink(service, "linked@reopen.example"), "no second link in thirty days").toBe(token);
  expect(await post("/v1/reopen", token)).toEqual({ state: "over" });
  service.clock.forward(7 * 24 * 3600);
  expect(await post("/v1/reopen", token)).toEqual({ state: "expired" });
});
