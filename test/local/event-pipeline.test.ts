import { describe, expect, it } from "vitest";
import { eventPipeline } from "../../local/event-pipeline.ts";

const event = (nth: number): Parameters<ReturnType<typeof eventPipeline>["onEvent"]>[0] => ({
  id: `event-${String(nth)}`,
  source: "countersign",
  "detail-type": "totp.enabled",
  detail: {},
  account: "000000000000",
  region: "local",
  resources: [],
  time: "2026-11-28T00:00:00Z",
  version: "0",
});

describe("the events of a local run", () => {
  it("are counted beyond those that are kept, so that a bill forgets none", () => {
    const pipeline = eventPipeline({ onTrouble: (sentence) => expect.fail(sentence) });
    for (let nth = 1; nth <= 1001; nth += 1) {
      pipeline.onEvent(event(nth));
      pipeline.onAudited({ timestamp: nth, message: "line" });
    }
    pipeline.onEvent(event(1002));
    expect(pipeline.counts()).toEqual({ events: 1002, audited: 1001 });
    expect([pipeline.events.length, pipeline.audited.length]).toEqual([1000, 1000]);
    expect([pipeline.events[0]?.id, pipeline.audited[0]?.timestamp]).toEqual(["event-1002", 1001]);
  });
});
