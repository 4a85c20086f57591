import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { leastAddress } from "../harness/least-bodies.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";

/** Times are too noisy to be held in a test. What takes the time is not: calls to AWS and slow hashes. */
const shop = new Issuer("shop");
const stranger = new Issuer("shop");
const service = runningService({ issuers: [shop.settings] });
const acme = new Organisation(service, shop, "acme");

let hashes = 0;
beforeAll(() => {
  const { scrypt } = crypto;
  const use = (one: typeof scrypt): void => {
    crypto.scrypt = one;
    syncBuiltinESMExports();
  };
  use(
    new Proxy(scrypt, {
      apply(hash, self, args) {
        hashes += 1;
        return Reflect.apply(hash, self, args);
      },
    }),
  );
  return () => use(scrypt);
});

describe("the same work is done", () => {
  it("for whomever, without a good token: none at all", async () => {
    const person = acme.person("known");
    await person.hasTotp();
    await service.local.drained();
    const forged = ["known", "unknown"].map((sub) => stranger.token(service.clock, { sub }));
    for (const { method, path, query, access } of Object.values<Route>(routes)) {
      if (access === "public") continue;
      const named = leastAddress({ path, query }, { userId: "known", factorId: person.totpFactorId });
      for (const token of [undefined, ...forged]) {
        const body = method === "GET" ? undefined : {};
        let outcome = "";
        const sent = await service.aws.during(async () => {
          outcome = outcomeOf(await service.call(method, named, { token, body }));
        });
        expect([outcome, sent], path).toEqual(["unauthenticated", []]);
      }
    }
  });

  it("for an admin's question about a user who exists and one who does not", async () => {
    const known = acme.person("exists");
    await known.hasTotp();
    const admin = await acme.admin();
    const ask = async (sub: string) =>
      service.aws.during(async () => admin.withAccess("GET", acme.userPath(acme.person(sub))));
    await ask("exists");
    expect(await ask("does-not")).toEqual(await ask("exists"));
  });

  it("for a right and a wrong code, and for both while they have to wait", async () => {
    const person = acme.person("guessed");
    await person.hasTotp();
    const verify = async (code: string) => service.aws.during(async () => person.verify(code));
    expect(await verify(person.wrongTotpCode())).toEqual(await verify(person.totpCode()));
    person.nextStep();
    for (let nth = 0; nth < 5; nth += 1) await person.verify(person.wrongTotpCode());
    const [wrong, right] = [await verify(person.wrongTotpCode()), await verify(person.totpCode())];
    expect(wrong).not.toContain("Put");
    expect(right).toEqual(wrong);
  });

  it("for a backup code that is right, wrong, used or of none of the ten: one slow hash", async () => {
    const person = acme.person("has-codes");
    await person.hasTotp();
    const [first = "", second = ""] = person.backupCodes;
    const wrong = `${second.slice(0, -1)}${second.endsWith("0") ? "1" : "0"}`;
    const outcomes: string[] = [];
    for (const code of [first, first, wrong, "ZZZZ-ZZZZ-ZZZZ"]) {
      const before = hashes;
      outcomes.push(outcomeOf(await person.verify(code)));
      expect(hashes - before, outcomes.at(-1)).toBe(1);
    }
    expect(outcomes).toEqual(["200", "code_already_used", "invalid_code", "invalid_code"]);
  });
});
