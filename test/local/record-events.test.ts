import { CloudWatchLogsClient, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { cloudWatchAuditLog } from "../../shared/aws/cloudwatch-audit-log.ts";
import { activityOf } from "../../shared/events/record-events.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";

const event: PublishedEvent = {
  id: "evt_1",
  type: "method.disabled",
  version: 1,
  at: "2026-05-04T03:02:01.000Z",
  tenant: "acme",
  ref: "usr_a",
  actor: { role: "admin", ref: "usr_b" },
  data: { method: "totp" },
};

describe("the activity", () => {
  it("has the event under the user whom it is about", () => {
    const { id, type, actor, data } = event;
    expect(activityOf(event)).toEqual({
      subject: { tenant: "acme", ref: "usr_a" },
      entry: { id, type, actor, data, at: Date.parse(event.at) },
    });
  });

  it("has the event of an organisation under the organisation", () => {
    expect(activityOf({ ...event, ref: null }).subject).toEqual({ tenant: "acme", ref: null });
  });

  it("keeps the version of the data, and a type that only a newer release knows", () => {
    expect(activityOf({ ...event, version: 2, type: "device.named" }).entry).toMatchObject({
      version: 2,
      type: "device.named",
    });
  });
});

describe("the audit log", () => {
  const now = Date.parse("2026-05-20T00:00:00Z");
  function world() {
    const client = new CloudWatchLogsClient({ region: "local" });
    const mock = mockClient(client);
    mock.on(PutLogEventsCommand).resolves({});
    const log = cloudWatchAuditLog(client, { auditLogGroup: "audit", clock: { now: () => now } });
    const lines = () => mock.commandCalls(PutLogEventsCommand).flatMap(({ args: [{ input }] }) => input.logEvents);
    return { mock, log, lines };
  }

  it("gets the event without an envelope, at the time of the writing, so that none is too old", async () => {
    const { log, lines, mock } = world();
    await log.write([event]);
    expect(lines()).toEqual([{ timestamp: now, message: JSON.stringify(event) }]);
    expect(mock.commandCalls(PutLogEventsCommand)[0]?.args[0].input).toMatchObject({
      logGroupName: "audit",
      logStreamName: "events",
    });
  });

  it("gets the events of a batch that comes again once", async () => {
    const { log, lines } = world();
    await log.write([event]);
    await log.write([event, { ...event, id: "evt_2" }]);
    await log.write([event]);
    expect(lines().map((line) => (JSON.parse(line?.message ?? "") as PublishedEvent).id)).toEqual(["evt_1", "evt_2"]);
  });

  it.each([
    ["cannot be reached", undefined],
    ["says that it left lines out", { rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 } }],
  ])("is asked again after a call in which it %s", async (_what, answer) => {
    const { log, lines, mock } = world();
    if (answer === undefined) mock.on(PutLogEventsCommand).rejectsOnce("down").resolves({});
    else mock.on(PutLogEventsCommand).resolvesOnce(answer).resolves({});
    await expect(log.write([event])).rejects.toThrow();
    await log.write([event]);
    expect(lines()).toHaveLength(2);
  });
});
