import { describe, expect, it } from "vitest";
import { acmeIssuer, callerFor, acmeKey, goodClaims, now, seconds, tokenOf, tokensWith } from "./world.ts";

describe("the time of the password", () => {
  const { auth_time: _at, ...noAuthTime } = goodClaims;
  const at = async (issuer: object, claims: object = noAuthTime) =>
    (await tokensWith({ issuers: [acmeIssuer(issuer)] }).identify(tokenOf(acmeKey, claims), now))?.passwordAt;

  it("is unknown without auth_time", async () => {
    expect(await at({})).toBeNull();
  });
  it("is iat where the issuer is configured so", async () => {
    expect(await at({ authTimeFromIat: true })).toBe(now - 5000);
  });
  it("is auth_time all the same if there is one", async () => {
    expect(await at({ authTimeFromIat: true }, goodClaims)).toBe(now - 10_000);
  });
  it.each([
    ["text", "yesterday"],
    ["ISO 8601", new Date(now).toISOString()],
    ["milliseconds", now],
    ["digits as text", String(seconds)],
    ["null", null],
    ["a list", [seconds]],
    ["before all dates", -1],
    ["a second of the year 5138", 1e11],
  ])("is unknown, and refuses nobody, if auth_time is %s; iat does not stand for it then", async (_, auth_time) => {
    const caller = await callerFor({ auth_time }, { authTimeFromIat: true, firstEnrollmentFromIat: true });
    expect(caller).toMatchObject({ passwordAt: null, firstEnrollmentAt: null });
  });
  it.each([
    ["seconds", seconds - 20],
    ["digits as text", String(seconds - 20)],
    ["ISO 8601", new Date(now - 20_000).toISOString()],
    ["ISO 8601 with an offset", new Date(now - 20_000 + 2 * 3_600_000).toISOString().replace("Z", "+02:00")],
  ])("is read from a claim of the issuer's own, in %s", async (_, pwd) => {
    expect((await callerFor({ login: { pwd } }, { authTimeClaim: "login.pwd" }))?.passwordAt).toBe(now - 20_000);
  });
  it("is read from the entry of a list, as Supabase tells it", async () => {
    const amr = [{ method: "password", timestamp: seconds - 20 }];
    expect((await callerFor({ amr }, { authTimeClaim: "amr.0.timestamp" }))?.passwordAt).toBe(now - 20_000);
  });
  it.each([
    ["the eleventh of a list", "amr.10", { amr: Array.from({ length: 11 }, (_, nth) => seconds - 30 + nth) }],
    ["a claim that a longer path shares", "login.at", { login: { at: seconds - 20 }, "login.at.last": 1 }],
  ])("is read from %s", async (_, authTimeClaim, claims) => {
    expect((await callerFor(claims, { authTimeClaim }))?.passwordAt).toBe(now - 20_000);
  });
  it.each([
    ["how many a list has", "amr.length", { amr: [1, 2] }],
    ["a digit of a text", "login.0", { login: "9" }],
    ["ISO 8601 before all dates", "login", { login: "1969-12-31T23:59:59Z" }],
    ["a day alone", "login", { login: "2026-10-14" }],
    ["twelve digits", "login", { login: "100000000000" }],
  ])("is not %s", async (_, authTimeClaim, claims) => {
    expect(await callerFor(claims, { authTimeClaim })).toMatchObject({ subject: "alice", passwordAt: null });
  });
  it.each([["0"], [0], ["1970-01-01T00:00:00Z"]])("may be the first of all: %j", async (login) => {
    expect((await callerFor({ login }, { authTimeClaim: "login" }))?.passwordAt).toBe(0);
  });
  it("is iat where the issuer's own claim is not there, if it is configured so", async () => {
    expect((await callerFor({}, { authTimeClaim: "pwd", authTimeFromIat: true }))?.passwordAt).toBe(now - 5000);
  });
  it("is unknown where the issuer's own claim is not there, whatever auth_time says", async () => {
    expect((await callerFor({}, { authTimeClaim: "pwd" }))?.passwordAt).toBeNull();
  });
  it("of the future makes the token no sign-in", async () => {
    const pwd = new Date(now + 31_000).toISOString();
    expect(await callerFor({ pwd }, { authTimeClaim: "pwd" })).toBeNull();
    expect(await callerFor({ auth_time: seconds + 31 })).toBeNull();
  });
  it("may be stood for by iat at a first enrolment only, where the issuer is configured so", async () => {
    expect(await callerFor({ auth_time: undefined }, { firstEnrollmentFromIat: true })).toMatchObject({
      passwordAt: null,
      firstEnrollmentAt: now - 5000,
    });
    expect(await callerFor({}, { firstEnrollmentFromIat: true })).toMatchObject({ firstEnrollmentAt: null });
  });
  it("of its last change is read where the issuer names the claim", async () => {
    const changed = { passwordChangedClaim: "pwd_changed" };
    expect((await callerFor({ pwd_changed: seconds - 99 }, changed))?.passwordChangedAt).toBe(now - 99_000);
    expect((await callerFor({ pwd_changed: "long ago" }, changed))?.passwordChangedAt).toBeNull();
  });
  it("is unknown without iat too", async () => {
    const { iat: __, ...neither } = noAuthTime;
    expect(await at({ authTimeFromIat: true }, neither)).toBeNull();
  });
});
