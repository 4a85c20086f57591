import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { serve } from "../../functions/events/publish-events.ts";
import { lambdaContext } from "../../local/functions.ts";
import { type Item, streamRecord } from "../../local/stream.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import { eventToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { accountKey, eventKey } from "../../shared/aws/dynamodb/keys.ts";
import type { AccountEvent } from "../../shared/account/events.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";
import type { AllServices } from "../../shared/runtime/services.ts";

/** As ids are made: 128 bits. */
const eventId = (number: number): string => `evt_${Buffer.alloc(16, number).toString("base64url")}`;
const at = Date.parse("2026-05-04T03:02:01Z");

const itemOf = (ref: string, number: number | null): Item => {
  const event: AccountEvent = {
    id: eventId(number ?? 0),
    at,
    actor: { role: "user", ref },
    type: "method.disabled",
    data: { method: "totp", compared: 3 },
  };
  return { ...accountKey({ tenant: "acme", ref }), s: 1, v: 1, ...(number !== null && { e: eventToItem(event) }) };
};

/** Recorders that take everything. */
const quiet: Partial<AllServices> = {
  activity: {
    record: async () => {},
    list: () => Promise.reject(new Error("not asked for")),
    listOrganisation: () => Promise.reject(new Error("not asked for")),
  },
  audit: { write: async () => {} },
  settings: { loginsOnBus: true } as AllServices["settings"],
};

let place = 0;
const record = (newItem: Item, oldItem: Item | null = null): DynamoDBRecord =>
  streamRecord({ keyNames: ["pk", "sk"], newItem, oldItem, place: (place += 1), region: "local", tableName: "t" });
const poison = (ref: string): DynamoDBRecord => record({ ...itemOf(ref, 9), s: 99 });
const sequence = (one: DynamoDBRecord | undefined): string => one?.dynamodb?.SequenceNumber ?? "";

interface Trouble {
  /** Numbers of the events that the bus and the activity do not take. */
  readonly refused?: readonly number[];
  readonly unrecorded?: readonly number[];
  readonly audit?: AllServices["audit"];
  readonly loginsOnBus?: boolean;
}

/** Runs the consumer on a bus, an activity and an audit log that have these troubles. */
async function consume(Records: readonly DynamoDBRecord[], trouble: Trouble = {}) {
  const { refused = [], unrecorded = [], loginsOnBus = true } = trouble;
  const published: PublishedEvent[] = [];
  const recorded: string[] = [];
  const audited: string[] = [];
  const logged: string[] = [];
  const bus: AllServices["bus"] = {
    publish: async (events) => {
      const failed = events.filter(({ id }) => refused.map(eventId).includes(id));
      published.push(...events.filter((event) => !failed.includes(event)));
      return failed.map(({ id }) => id);
    },
  };
  const activity: AllServices["activity"] = {
    record: async (_subject, { id }) => {
      if (unrecorded.map(eventId).includes(id)) throw new Error("+41791234567");
      recorded.push(id);
    },
    list: () => Promise.reject(new Error("not asked for")),
    listOrganisation: () => Promise.reject(new Error("not asked for")),
  };
  const audit = trouble.audit ?? { write: async (events) => void audited.push(...events.map(({ id }) => id)) };
  const { logger, metrics } = telemetryInto(
    { log: (line) => logged.push(line), metric: (line) => logged.push(line) },
    "INFO",
  );
  const settings = { loginsOnBus } as AllServices["settings"];
  const services = { bus, activity, audit, settings, telemetry: { logger }, metrics } as AllServices;
  const { batchItemFailures } = await serve(services)({ Records: [...Records] }, lambdaContext("test"));
  return {
    published,
    recorded,
    audited,
    logged,
    failures: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
  };
}

describe("publish-events", () => {
  it("publishes the event of a write in full, with the id that it was written with", async () => {
    const { published, failures } = await consume([record(itemOf("usr_a", 1))]);
    expect(failures).toEqual([]);
    expect(published).toEqual([
      {
        id: eventId(1),
        type: "method.disabled",
        version: 2,
        at: "2026-05-04T03:02:01.000Z",
        tenant: "acme",
        ref: "usr_a",
        actor: { role: "user", ref: "usr_a" },
        data: { method: "totp", compared: 3 },
      },
    ]);
  });

  it("publishes nothing for a write without a new event", async () => {
    const activity = { ...itemOf("usr_a", 3), ...eventKey({ tenant: "acme", ref: "usr_a" }, { at, id: eventId(3) }) };
    const { published, failures } = await consume([
      record(itemOf("usr_a", null)),
      record(itemOf("usr_a", 1), itemOf("usr_a", 1)),
      record(itemOf("usr_a", null), itemOf("usr_a", 1)),
      record({ pk: "LIMIT#x", sk: "DAY", n: 1 }),
      record(activity),
      { ...record(itemOf("usr_a", 2)), eventName: "REMOVE", dynamodb: { OldImage: { pk: { S: "x" } } } },
    ]);
    expect({ published, failures }).toEqual({ published: [], failures: [] });
  });

  it("does not let a user's later event overtake one that the bus refused; other users' events go out", async () => {
    const records = [
      record(itemOf("usr_a", 1)),
      record(itemOf("usr_a", 2)),
      record(itemOf("usr_b", 3)),
      record(itemOf("usr_b", 4)),
    ];
    const { published, failures, logged } = await consume(records, { refused: [1] });
    expect(published.map(({ id }) => id)).toEqual([3, 4].map(eventId));
    expect(failures).toEqual([sequence(records[0]), sequence(records[1])]);
    expect(logged.join()).toContain("EventsNotPublished");
  });

  it("keeps one user's events in order", async () => {
    const { published } = await consume([1, 2, 3].map((number) => record(itemOf("usr_a", number))));
    expect(published.map(({ id }) => id)).toEqual([1, 2, 3].map(eventId));
  });

  it("names a record that it cannot read as failed, publishes the rest, and logs nothing of its content", async () => {
    const records = [record(itemOf("usr_b", 1)), poison("usr_a"), record(itemOf("usr_c", 2))];
    const { published, failures, logged } = await consume(records);
    expect(published.map(({ id }) => id)).toEqual([1, 2].map(eventId));
    expect(failures).toEqual([sequence(records[1])]);
    expect(logged.join()).toContain('"unreadable":1');
    expect(logged.join()).not.toContain("usr_a");
  });

  it("publishes a new event whose old image it cannot read", async () => {
    const { published } = await consume([record(itemOf("usr_a", 1), { ...itemOf("usr_a", 0), s: 99 })]);
    expect(published.map(({ id }) => id)).toEqual([eventId(1)]);
  });

  it("fails as a whole, without the reason in the log, when the bus cannot be reached", async () => {
    const logged: string[] = [];
    const { logger, metrics } = telemetryInto({ log: (line) => logged.push(line), metric: () => {} }, "INFO");
    const bus: AllServices["bus"] = { publish: () => Promise.reject(new Error("+41791234567")) };
    const run = serve({ ...quiet, bus, telemetry: { logger }, metrics } as AllServices);
    await expect(run({ Records: [record(itemOf("usr_a", 1))] }, lambdaContext("test"))).rejects.toThrow();
    expect(logged.join()).toContain('"failure":"Error"');
    expect(logged.join()).not.toContain("+41791234567");
  });

  it("writes each event to the activity and the audit log once, also what the bus refuses", async () => {
    const records = [record(itemOf("usr_a", 1)), record(itemOf("usr_a", 2)), record(itemOf("usr_b", 3))];
    const { recorded, audited } = await consume(records, { refused: [1] });
    expect(recorded.toSorted()).toEqual([1, 2, 3].map(eventId).toSorted());
    expect(audited).toEqual([1, 2, 3].map(eventId));
  });

  it("keeps from bus and audit log what the activity did not take, and names its record as failed", async () => {
    const records = [record(itemOf("usr_a", 1)), record(itemOf("usr_a", 2)), record(itemOf("usr_b", 3))];
    const { published, audited, failures, logged } = await consume(records, { unrecorded: [1] });
    expect(published.map(({ id }) => id)).toEqual([eventId(3)]);
    expect(audited).toEqual([2, 3].map(eventId));
    expect(failures).toEqual([sequence(records[0]), sequence(records[1])]);
    expect(logged.join()).toContain('"unrecorded":1');
    expect(logged.join()).not.toContain("+41791234567");
  });

  it("fails as a whole, and publishes nothing, when the audit log cannot be written", async () => {
    const audit = { write: () => Promise.reject(new Error("down")) };
    await expect(consume([record(itemOf("usr_a", 1))], { audit })).rejects.toThrow("down");
  });

  describe("without logins on the bus", () => {
    const login = (ref: string, number: number, type: "login.succeeded" | "login.remembered"): Item => {
      const item = itemOf(ref, number);
      return { ...item, e: { ...(item["e"] as object), t: type } };
    };

    it.each(["login.succeeded", "login.remembered"] as const)(
      "a %s is activity and audit alone, and holds up no other event of its user",
      async (type) => {
        const records = [record(login("usr_a", 1, type)), record(itemOf("usr_a", 2))];
        const { published, recorded, audited, failures } = await consume(records, { loginsOnBus: false });
        expect(published.map(({ id }) => id)).toEqual([eventId(2)]);
        expect(recorded).toEqual([1, 2].map(eventId));
        expect(audited).toEqual([1, 2].map(eventId));
        expect(failures).toEqual([]);
      },
    );

    it("comes again when the activity did not take it", async () => {
      const records = [record(login("usr_a", 1, "login.succeeded"))];
      const { failures } = await consume(records, { loginsOnBus: false, unrecorded: [1] });
      expect(failures).toEqual([sequence(records[0])]);
    });
  });
});
