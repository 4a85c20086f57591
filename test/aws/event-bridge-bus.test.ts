import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { eventBridgeBus } from "../../shared/aws/event-bridge-bus.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";

const eventOf = (index: number): PublishedEvent => ({
  id: `evt_${index}`,
  type: "method.disabled",
  version: 1,
  at: "2026-11-21T13:59:30.123Z",
  tenant: "acme",
  ref: "usr_1",
  actor: { role: "user", ref: "usr_1" },
  data: { method: "totp" },
});

/** A bus that refuses the events named. */
function bus(refused: readonly string[] = []) {
  const client = new EventBridgeClient({ region: "local" });
  const mock = mockClient(client);
  mock.on(PutEventsCommand).callsFake(({ Entries = [] }: PutEventsCommand["input"]) => ({
    Entries: Entries.map(({ Detail = "" }) =>
      refused.some((id) => Detail.includes(`"${id}"`)) ? { ErrorCode: "InternalFailure" } : { EventId: "taken" },
    ),
  }));
  const batches = () => mock.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? []);
  return {
    mock,
    batches,
    publish: (events: readonly PublishedEvent[]) => eventBridgeBus(client, "the-bus").publish(events),
  };
}

describe("the bus", () => {
  it("gets each event whole", async () => {
    const { publish, batches } = bus();
    await expect(publish([eventOf(1)])).resolves.toEqual([]);
    expect(batches()).toEqual([
      [
        {
          EventBusName: "the-bus",
          Source: "countersign",
          DetailType: "method.disabled",
          Detail: JSON.stringify(eventOf(1)),
        },
      ],
    ]);
  });

  it("gets at most ten at once, all of them, in order", async () => {
    const { publish, batches } = bus();
    const events = Array.from({ length: 23 }, (_, index) => eventOf(index));
    await publish(events);
    expect(batches().map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(
      batches()
        .flat()
        .map(({ Detail }) => Detail),
    ).toEqual(events.map((event) => JSON.stringify(event)));
  });

  it("names those that it did not take, in whichever batch they were", async () => {
    const { publish } = bus(["evt_3", "evt_12"]);
    await expect(publish(Array.from({ length: 15 }, (_, index) => eventOf(index)))).resolves.toEqual([
      "evt_3",
      "evt_12",
    ]);
  });

  it("took nothing that its answer does not speak of", async () => {
    const { publish, mock } = bus();
    mock.on(PutEventsCommand).resolves({});
    await expect(publish([eventOf(1)])).resolves.toEqual(["evt_1"]);
    mock.on(PutEventsCommand).resolves({ Entries: [{ EventId: "taken" }] });
    await expect(publish([eventOf(1), eventOf(2)])).resolves.toEqual(["evt_2"]);
  });

  it("is not called for nothing", async () => {
    const { publish, batches } = bus();
    await expect(publish([])).resolves.toEqual([]);
    expect(batches()).toEqual([]);
  });
});
