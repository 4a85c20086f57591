import { expect, vi } from "vitest";
import { Organisation } from "../../harness/organisation.ts";
import type { Cloud } from "../cloud.ts";

interface Examined {
  readonly checks: readonly { readonly name: string; readonly verdict: string; readonly sentence: string }[];
}

/** The doctor finds what the emulator lacks, and nothing else to be bad. It waits ten seconds for an answer, which a busy machine can miss. */
export async function doctor({ clone, stage }: Cloud): Promise<void> {
  await vi.waitFor(
    async () => {
      const { exitCode, stdout, said } = await clone.operate("doctor", "--stage", stage, "--json");
      expect(exitCode, said).toBe(1);
      const { checks } = JSON.parse(stdout) as Examined;
      const of = (verdict: string) =>
        checks.filter((one) => one.verdict === verdict).map(({ name, sentence }) => `${name}: ${sentence}`);
      expect(of("bad").join("\n")).toBe("");
      expect(of("unknown").map((line) => line.split(":")[0])).toEqual(notThere);
      expect(of("good").length).toBeGreaterThanOrEqual(10);
    },
    { timeout: 120_000, interval: 1000 },
  );
}

/** MiniStack does not answer these. */
const notThere = ["SMS sandbox", "SMS spending", "SMS senders"];

const keyIds = async ({ service }: Cloud): Promise<readonly string[]> => {
  const { body } = await service.call("GET", "/.well-known/jwks.json");
  return (body["keys"] as { kid: string }[]).map(({ kid }) => kid);
};

/** Keys of every kind are replaced while people go on logging in. */
export async function rotated(cloud: Cloud): Promise<void> {
  const { service } = cloud;
  const eva = new Organisation(service, service.issuer, "rotated").person("eva", { email: "eva@example.com" });
  await eva.hasTotp();
  const old = await keyIds(cloud);
  await cloud.operate("rotate", "--signing-key", "--yes");
  // Processes that run keep keys for five minutes.
  service.clock.forward(301);
  const fresh = await keyIds(cloud);
  expect(fresh.length).toBeGreaterThan(0);
  expect(fresh.filter((kid) => old.includes(kid))).toEqual([]);
  expect((await eva.loginWithTotp()).status).toBe(200);
  await cloud.operate("rotate", "--data-keys", "--yes");
  service.clock.forward(301);
  expect((await eva.loginWithTotp()).status).toBe(200);
  await cloud.operate("rotate", "--rewrap", "--yes");
  service.clock.forward(301);
  expect((await eva.loginWithTotp()).status).toBe(200);
}

/** Nothing is kept of a user, and then of an organisation. */
export async function erased(cloud: Cloud): Promise<void> {
  const { service, stage } = cloud;
  const leaving = new Organisation(service, service.issuer, "leaving");
  const finn = leaving.person("finn", { email: "finn@example.com" });
  const gina = leaving.person("gina", { email: "gina@example.com" });
  await finn.hasTotp();
  await gina.hasTotp();
  const whose = ["--tenant", "leaving", "--user", "main|finn"];
  const exported: unknown = JSON.parse(await cloud.operate("erase", ...whose, "--export"));
  expect(JSON.stringify(exported)).toContain("finn@example.com");
  await cloud.operate("erase", ...whose, "--yes");
  expect((await finn.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  expect((await gina.withPassword("POST", "/v1/login")).body["decision"]).toBe("challenge");
  expect(await cloud.operate("erase", "--tenant", "leaving", "--all", "--yes")).toContain("the data keys last");
  // Processes that run keep data keys for a while.
  service.clock.forward(3601);
  expect((await gina.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  const lines = (await cloud.audited()).join("\n");
  expect(lines).toContain("account.erased");
  expect(lines).toContain("tenant.erased");
  expect(stage).not.toBe("");
}
