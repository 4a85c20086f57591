import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { TOTP } from "otpauth";
import { expect } from "vitest";
import { readOptions } from "../../operate/import/options.ts";
import { run, type Target } from "../../operate/import/run.ts";
import type { Counts } from "../../operate/import/result.ts";
import { tableContext } from "../../operate/table.ts";
import { systemRandom } from "../../shared/runtime/services.ts";
import type { Answer } from "../harness/called-service.ts";
import type { World } from "../harness/world.ts";

/** The key of RFC 6238 appendix B: 20 ASCII bytes. */
export const rfcKey = "12345678901234567890";
export const rfcBase32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
/** Long over: no code of now is used up by it. */
const longAgo = "2020-01-01T00:00:00Z";

const folder = mkdtempSync(join(tmpdir(), "import-"));
let files = 0;
export function fileOf(text: string): string {
  const path = join(folder, `${String((files += 1))}.txt`);
  writeFileSync(path, text);
  return path;
}

export const targetOf = ({ service, issuer }: World): Target => ({
  context: tableContext(
    {
      documents: service.aws.clients.documents,
      kms: service.aws.clients.kms,
      logs: new CloudWatchLogsClient({ region: "local" }),
    },
    { table: service.local.services.settings.tableName, key: service.local.services.settings.kmsKeyId, auditLog: "" },
    { clock: service.clock, random: systemRandom },
  ),
  issuers: [issuer.settings],
  smsCountries: ["*"],
  name: "test",
});

export interface Imported extends Counts {
  /** Lines that were shown on the way. */
  readonly said: readonly string[];
  readonly path: string;
}

/** As the command's own line would have it. */
export async function importText(
  world: World,
  from: string,
  text: string,
  { options = [], secret = "" }: { readonly options?: readonly string[]; readonly secret?: string } = {},
): Promise<Imported> {
  return importFile(world, from, fileOf(text), { options, secret });
}

export async function importFile(
  world: World,
  from: string,
  path: string,
  { options = [], secret = "" }: { readonly options?: readonly string[]; readonly secret?: string } = {},
): Promise<Imported> {
  const line = ["--local", "--tenant", "acme", "--issuer", "shop", "--from", from, "--cut-over", longAgo];
  const read = readOptions([...line, ...options, path]);
  if (read === "help") throw new Error("No help was asked for");
  const said: string[] = [];
  const progress = { show: () => undefined, clear: () => undefined };
  const counts = await run(read, targetOf(world), {
    say: (one) => said.push(one),
    progress,
    secret: async () => secret,
    pause: async () => undefined,
  });
  return { ...counts, said, path };
}

/** A login of an imported user with the code that an app with this key shows now. */
export async function loginWith(world: World, userId: string, secret = rfcBase32): Promise<Answer> {
  const person = world.organisation.person(userId);
  expect((await person.withPassword("POST", "/v1/login")).body["decision"]).toBe("challenge");
  const code = new TOTP({ secret }).generate({ timestamp: world.service.clock.now() });
  return person.verify(code);
}
