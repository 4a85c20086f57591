import { describe, expect, it } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastAddress } from "../harness/least-bodies.ts";
import { Organisation } from "../harness/organisation.ts";
import type { Person } from "../harness/person.ts";
import { runningService } from "../harness/running-service.ts";

const shop = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");
const reads = Object.values<Route>(routes).filter(({ method }) => method === "GET");

/** Everything that can be read by the person, and by an admin about the person. */
async function allThatCanBeRead(person: Person): Promise<string> {
  await service.local.drained();
  const texts: string[] = [];
  for (const { path, query, access } of reads) {
    const named = leastAddress({ path, query }, { userId: person.email });
    const answer =
      access === "admin"
        ? await acme.asAdmin("GET", named)
        : await service.call("GET", named, { token: await person.tokenFor(access) });
    // No challenge of this person's is known by the address's example.
    expect(answer.status, path).toBe(path === "/v1/login/sms" ? 410 : 200);
    texts.push(answer.text);
  }
  return texts.join("\n");
}

describe("what is shown once", () => {
  it("is in no other answer, neither while it is pending nor later", async () => {
    const person = acme.person("reads-everything");
    const enrolled = await person.enrollTotp();
    const { secret, uri, qrCode } = enrolled.body;
    expect(enrolled.headers.get("cache-control")).toBe("no-store");
    const whilePending = await allThatCanBeRead(person);
    await person.confirm(person.totpFactorId, person.totpCode());
    const later = await allThatCanBeRead(person);
    expect(person.backupCodes).toHaveLength(10);
    expect(later).toContain(person.totpFactorId);
    for (const shown of [secret, uri, qrCode, ...person.backupCodes])
      for (const text of [whilePending, later]) expect(text).not.toContain(String(shown));
  });

  it("is not answered again to the same call: an idempotency key means nothing", async () => {
    const headers = { "Idempotency-Key": '"the-same-for-all"' };
    const [person, other] = [acme.person("asks-twice"), acme.person("asks-with-a-foreign-key")];
    const secrets = [
      await person.enrollTotp({ headers, body: { type: "totp" } }),
      await person.enrollTotp({ headers, body: { type: "totp" } }),
      await other.enrollTotp({ headers, body: { type: "totp" } }),
    ].map(({ body }) => body["secret"]);
    expect(new Set(secrets)).toHaveProperty("size", 3);
    await person.confirm(person.totpFactorId, person.totpCode());
    const sets = [
      person.backupCodes,
      (await person.withAccess("POST", "/v1/backup-codes", { headers })).body["backupCodes"],
      (await person.withAccess("POST", "/v1/backup-codes", { headers })).body["backupCodes"],
    ].flat();
    expect(new Set(sets)).toHaveProperty("size", 30);
  });
});
