import { RuleTester } from "oxlint/plugins-dev";
import { describe, expect, it } from "vitest";
import house, { refusedImport } from "../../oxlint.rules.ts";

describe("who may import whom", () => {
  it.each([
    ["shared/account/accept.ts", "../ports/stores.ts"],
    ["shared/account/accept.ts", "../aws/vault.ts"],
    ["shared/contract/routes.ts", "../http/endpoint.ts"],
    ["shared/http/endpoint.ts", "../aws/clients.ts"],
    ["shared/aws/vault.ts", "../http/endpoint.ts"],
    ["shared/identity/tokens.ts", "../access/contact.ts"],
    ["shared/runtime/services.ts", "../../local/kms.ts"],
    ["functions/login.ts", "../local/kms.ts"],
    ["functions/admin/get-user.ts", "../../test/stories/client.ts"],
    ["local/main.ts", "../test/stories/client.ts"],
    ["infra/service-stack.ts", "../functions/login.ts"],
    ["bin/countersign.ts", "../shared/aws/clients.ts"],
    ["functions/login.ts", "@aws-sdk/client-dynamodb"],
    ["shared/identity/tokens.ts", "@aws-sdk/client-kms"],
    ["functions/login.ts", "@middy/core"],
    ["shared/aws/vault.ts", "@middy/core"],
    ["shared/aws/vault.ts", "aws-cdk-lib"],
    ["functions/login.ts", "aws-cdk-lib/aws-lambda"],
    ["shared/access/views.ts", "otpauth"],
    ["shared/factors/totp/rules.ts", "node:fs"],
    ["shared/http/endpoint.ts", "node:fs/promises"],
    ["somewhere/new.ts", "./other.ts"],
  ])("%s may not import %s", (file, source) => {
    expect(refusedImport(file, source)).toEqual(expect.any(String));
  });

  it.each([
    ["functions/admin/get-user.ts", "../../shared/http/endpoint.ts"],
    ["shared/http/endpoint.ts", "../contract/routes.ts"],
    ["shared/aws/vault.ts", "@aws-sdk/client-kms"],
    ["local/kms.ts", "@aws-sdk/client-kms"],
    ["shared/factors/totp/rules.ts", "otpauth"],
    ["shared/factors/totp/rules.ts", "node:crypto"],
    ["test/stories/login.test.ts", "../../functions/login.ts"],
  ])("%s may import %s", (file, source) => {
    expect(refusedImport(file, source)).toBeNull();
  });
});

RuleTester.describe = describe;
RuleTester.it = (name, run) =>
  it(name, () => {
    expect(run).not.toThrow();
  });
const tester = new RuleTester({ languageOptions: { parserOptions: { lang: "ts" } } });
const findings = 1;

tester.run("house/imports", house.rules.imports, {
  valid: ['import { z } from "zod";'],
  invalid: [
    'import { readFile } from "node:fs";',
    'import type { Stats } from "node:fs";',
    'export * from "node:fs";',
    'export { readFile } from "node:fs";',
    'const fs = await import("node:fs");',
    'type Fs = typeof import("node:fs");',
  ].map((code) => ({ code, filename: "shared/factors/totp/rules.ts", errors: findings })),
});

tester.run("house/ports", house.rules.ports, {
  valid: ["new Date(instant).toISOString();", "clock.now();", "random.below(10);"],
  invalid: ["new Date();", "Date();", "Date.now();", "Math.random();", "performance.now();"].map((code) => ({
    code,
    errors: findings,
  })),
});

tester.run("house/double-cast", house.rules["double-cast"], {
  valid: ["value as Account;", '["a"] as const;'],
  invalid: [{ code: "value as unknown as Account;", errors: findings }],
});

tester.run("house/factor-literals", house.rules["factor-literals"], {
  valid: ["kinds[factor.type].most;", 'switch (factor.type) { case "totp": break; }', 'method === "enrollment";'],
  invalid: ['factor.type === "sms";', '"totp" !== type;', 'const most = type === "passkey" ? 5 : 2;'].map((code) => ({
    code,
    errors: findings,
  })),
});
