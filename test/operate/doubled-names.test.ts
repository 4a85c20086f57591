import { expect, it } from "vitest";
import { world } from "../harness/world.ts";
import { fileOf, importText, rfcBase32 } from "./importing.ts";

/** Files that name a field twice in one object: of two values nobody knows which one counts (RFC 8259 section 4). */
const acme = world();
const uri = `otpauth://totp/Acme:u?secret=${rfcBase32}`;
const twice = '"id":"x","id":"y"';
const decisionOf = async (userId: string) =>
  (await acme.organisation.person(userId).withPassword("POST", "/v1/login")).body["decision"];

it.each([
  ["keycloak", `{"users":[{${twice},"credentials":[]}]}`],
  ["auth0", `[{"user_id":"x","mfa_factors":[],"mfa_factors":[]}]`],
  ["django-otp", `[{"model":"otp_totp.totpdevice","pk":1,"fields":{"user":"x","user":"y"}}]`],
  ["fusionauth", `{"users":[{"id":"z"}]}\n{${twice}}`],
])("of %s are refused as a whole", async (from, text) => {
  await expect(importText(acme, from, text)).rejects.toThrow(/^The file names "\w+" twice in one object/);
});

it.each([
  ["kratos", `{${twice},"credentials":{"totp":{"config":{"totp_url":"${uri}"}}}}\n`],
  ["otpauth", `{"userId":"x","userId":"y","uri":"${uri}"}\n`],
  [
    "keycloak",
    JSON.stringify({
      users: [
        {
          id: "x",
          credentials: [
            { type: "otp", secretData: `{"value":"${rfcBase32}"}`, credentialData: `{"digits":6,"digits":8}` },
          ],
        },
      ],
    }),
  ],
])("of %s are refused line by line, without a value of theirs", async (from, text) => {
  const { failed, done, said } = await importText(acme, from, text);
  expect({ failed, done }).toEqual({ failed: 1, done: 0 });
  expect(said.join("\n")).toMatch(/names "(?:id|userId|digits)" twice/);
  expect(said.join("\n")).not.toContain(rfcBase32);
  for (const userId of ["x", "y"]) expect(await decisionOf(userId)).toBe("allow");
});

it("of our own format, and keys, are no file of that kind", async () => {
  const header = { format: "countersign-factors", version: 1, tenant: "acme" };
  const doubled = JSON.stringify(header).replace("{", '{"encrypted":false,"encrypted":false,');
  const options = ["--unchecked"];
  await expect(importText(acme, "countersign", `${doubled}\n`, { options })).rejects.toThrow(
    "The first line is no header",
  );
  const key = fileOf('{"kty":"EC","kty":"OKP"}');
  await expect(importText(acme, "countersign", "{}\n", { options: [...options, "--key", key] })).rejects.toThrow(
    "holds no JWK",
  );
});
