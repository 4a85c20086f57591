import { describe, expect, it } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";

const [shop, bank] = [new Issuer("shop", { sharesTenants: ["bank"] }), new Issuer("bank", { sharesTenants: ["shop"] })];
const service = runningService({ issuers: [shop.settings, bank.settings] });

/** Pairs that a careless joining of their parts would make one. */
const pairs: readonly (readonly [
  one: readonly [tenant: string, sub: string],
  other: readonly [tenant: string, sub: string],
])[] = [
  [
    ["a#b", "c"],
    ["a", "b#c"],
  ],
  [
    ["a", "x#ACCOUNT"],
    ["a", "x"],
  ],
  [
    ["a%23b", "c"],
    ["a#b", "c2"],
  ],
  [
    ["a", "y%7Cz"],
    ["a", "y|z"],
  ],
  [
    ["a", "local|w"],
    ["a", "w"],
  ],
  [
    ["a", '","'],
    ["a", '"'],
  ],
  [
    ["a", "user"],
    ["A", "user"],
  ],
  [
    ["a", "Ünder"],
    ["a", "U\u0308nder"],
  ],
  [
    ["a", " blank"],
    ["a", "blank"],
  ],
  [
    ["a", "nul\u0000"],
    ["a", "nul"],
  ],
  [
    ["a", "Ada@Example.com"],
    ["a", "ada@example.com"],
  ],
  [
    ["a", "\uff45ve"],
    ["a", "eve"],
  ],
  [
    ["a", "o\ufb03ce"],
    ["a", "office"],
  ],
  [
    ["a", "p\u0430ul"],
    ["a", "paul"],
  ],
  [
    ["a", "zero\u200bwidth"],
    ["a", "zerowidth"],
  ],
  [
    ["\u0130stanbul", "kedi"],
    ["istanbul", "kedi"],
  ],
  [
    ["__proto__", "toString"],
    ["constructor", "toString"],
  ],
];

describe("users whose names differ", () => {
  it.each(pairs)("%j and %j are two", async (one, other) => {
    const [first, second] = [one, other].map(([tenant, sub]) => new Organisation(service, shop, tenant).person(sub));
    await first?.hasTotp();
    expect((await first?.withPassword("GET", "/v1/factors"))?.body["enabled"]).toBe(true);
    expect((await second?.withPassword("GET", "/v1/factors"))?.body["enabled"]).toBe(false);
    expect((await second?.withPassword("POST", "/v1/login"))?.body["decision"]).toBe("allow");
  });

  it("in nothing but the issuer are two", async () => {
    const [one, other] = [shop, bank].map((issuer) => new Organisation(service, issuer, "same").person("same"));
    await one?.hasTotp();
    expect((await other?.withPassword("POST", "/v1/login"))?.body["decision"]).toBe("allow");
    expect(outcomeOf((await other?.verify(one?.totpCode() ?? "")) ?? expect.fail())).toBe("not_enrolled");
  });

  it("are told apart by an admin, bars and slashes and all", async () => {
    const organisation = new Organisation(service, shop, "odd-names");
    const names = ["bank|eve", "shop|eve", "eve", "a/b", "a%2Fb", "..", "eve?tenant=umbrella", "eve#x"];
    for (const name of [...names, "a\nb", "a\u0000b", "x\u202ey", "\u200bz", "x\ufffd", " "]) {
      const person = organisation.person(name);
      await person.hasTotp();
      const { body } = await organisation.asAdmin("GET", organisation.userPath(person));
      expect(body).toMatchObject({ userId: name, issuer: "shop", enabled: true });
      await organisation.asAdmin("POST", organisation.userPath(person, "reset"), { reason: "Begin afresh" });
      expect((await person.withPassword("GET", "/v1/factors")).body["enabled"]).toBe(false);
    }
  });

  it("cannot take the service's own tenant", async () => {
    const person = new Organisation(service, shop, "~service").person("eve");
    expect(outcomeOf(await person.withPassword("POST", "/v1/login"))).toBe("unauthenticated");
  });
});
