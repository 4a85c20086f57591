import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Mistake } from "../../client/command-line/command-line.ts";
import { command, explainToken } from "../../operate/explain-token.ts";
import { acmeKey, goodClaims, now, tokenOf } from "../identity/world.ts";

const entry = {
  id: "acme",
  issuer: goodClaims.iss,
  audience: ["shop", "bank"],
  accessTokenFor: ["shop"],
  adminFor: ["shop"],
  jwksUri: "https://login.acme.example/keys",
  algorithms: ["ES256"],
  tenantClaim: "org",
  rolesClaim: "roles",
  adminRole: "2fa-admin",
};
const fetchJwks = async () => Response.json({ keys: [acmeKey.publicJwk] });
const explained = async (claims: object, header: object = {}, change: object = {}) =>
  explainToken(tokenOf(acmeKey, { ...goodClaims, ...claims }, header), JSON.stringify([{ ...entry, ...change }]), {
    now,
    fetchJwks,
  });

it("says whom a good token means, for which app, and when the password was entered", async () => {
  const { counts, page } = await explained({});
  expect(counts).toBe(true);
  for (const fact of [
    "alice of acme-corp, at the issuer acme",
    "shop",
    "2fa-admin, reader (an admin)",
    "entered at 2026-10-14T11:59:50.000Z",
  ])
    expect(page).toContain(fact);
});

it("says what a good token lacks", async () => {
  const { page } = await explained({ auth_time: undefined, aud: ["shop", "bank"], email_verified: false });
  for (const lack of ["max_age=300", "open: name one of shop, bank", "the user is told of nothing"])
    expect(page).toContain(lack);
  expect((await explained({ aud: "bank" })).page).toContain("accessTokenFor does not name the app");
});

it.each([
  ["audience", { aud: "elsewhere" }, {}],
  ["kid_unknown", {}, { kid: "k-9" }],
  ["tenant_claim_missing", { org: undefined }, {}],
  ["lifetime", { exp: goodClaims.iat + 90_000 }, {}],
  ["issuer_unknown", { iss: "https://evil.example" }, {}],
] as const)("says why one is refused: %s", async (fault, claims, header) => {
  const { counts, page } = await explained(claims, header);
  expect(counts).toBe(false);
  expect(page).toMatch(new RegExp(`Refused \\(${fault}\\)\\. [A-Z].*\\.`));
});

it("says what is wrong with the entry before it looks at the token", async () => {
  await expect(explained({}, {}, { accessTokenFor: undefined })).rejects.toThrow("accessTokenFor): name the apps");
});

it("wrong settings, a line that names no issuers and a missing file are mistakes", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "explain-")), "issuers.json");
  await expect(explained({}, {}, { issuer: 1 })).rejects.toBeInstanceOf(Mistake);
  for (const args of [[], [file, "--local"], ["one", "two"]])
    await expect(command(args)).rejects.toThrow("Name one file with the trusted issuers, or --local");
  await expect(command([file])).rejects.toThrow(`There is no file ${file}.`);
});
