import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { auditLines, collectLostEvents } from "../../operate/restore/lost-events.ts";

const since = Date.parse("2026-11-21T14:00:00.500Z");
const until = since + 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

const removed = (id: string, at: number, factorId: string) => ({
  id,
  type: "factor.removed",
  version: 1,
  at: iso(at),
  tenant: "acme",
  ref: "usr_ada",
  actor: { role: "user", ref: "usr_ada" },
  data: { factorId, factorType: "totp" },
});
const policy = (id: string, at: number, required: boolean) => ({
  ...removed(id, at, ""),
  type: "policy.updated",
  ref: null,
  data: { version: 2, required, factorTypes: ["totp"], phoneRegistration: "self" },
});

/** The paginator sends one input that it changes from page to page, so each is copied as it is asked. */
const logs = (pages: readonly (readonly object[])[]) => {
  const client = new CloudWatchLogsClient({ region: "local" });
  const mock = mockClient(client);
  const asked: object[] = [];
  mock.on(FilterLogEventsCommand).callsFake((input: { nextToken?: string }) => {
    asked.push(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)));
    const index = Number(input.nextToken ?? "0");
    const events = pages[index]?.map((line) => ({ message: JSON.stringify(line) })) ?? [];
    return index + 1 < pages.length ? { events, nextToken: String(index + 1) } : { events };
  });
  return { client, mock, asked };
};
const collect = async (pages: readonly (readonly object[])[]) =>
  collectLostEvents(auditLines(logs(pages).client, "/audit", since), { since, until }, () => undefined);

it("asks for every page, from a second before the backup on and without an end", async () => {
  const { client, asked } = logs([[removed("evt_1", since, "fac_a")], [], [removed("evt_2", since + 1, "fac_b")]]);
  const lost = await collectLostEvents(auditLines(client, "/audit", since), { since, until }, () => undefined);
  const first = { logGroupName: "/audit", startTime: since - 1000 };
  expect(asked).toEqual([first, { ...first, nextToken: "1" }, { ...first, nextToken: "2" }]);
  expect([...lost.historyOf({ tenant: "acme", ref: "usr_ada" }).removed]).toEqual(["fac_a", "fac_b"]);
});

it("reads lines once each, and only of the lost time", async () => {
  const bare = removed("evt_1", since, "fac_a");
  const lost = await collect([
    [bare, bare],
    [removed("evt_0", since - 1, "fac_before"), removed("evt_3", until, "fac_after")],
  ]);
  expect(lost.count).toBe(1);
  expect([...lost.historyOf({ tenant: "acme", ref: "usr_ada" }).removed]).toEqual(["fac_a"]);
  expect(lost.historyOf({ tenant: "other", ref: "usr_ada" }).removed.size).toBe(0);
});

it("takes the newest word on a policy, and counts what it cannot read", async () => {
  const lost = await collect([
    [policy("evt_2", since + 2, true), policy("evt_1", since + 1, false)],
    [
      { hello: 1 },
      { ...removed("evt_4", since, "x"), type: "from.the.future" },
      { ...policy("evt_5", since, true), data: {} },
    ],
  ]);
  expect(lost.policies.get("acme")).toMatchObject({ required: true });
  expect(lost.unreadableLines).toBe(3);
});

it("says which log is not there", async () => {
  const { client, mock } = logs([]);
  mock.on(FilterLogEventsCommand).rejects(new ResourceNotFoundException({ $metadata: {}, message: "no" }));
  await expect(
    collectLostEvents(auditLines(client, "/audit", since), { since, until }, () => undefined),
  ).rejects.toThrow("There is no audit log /audit");
});
