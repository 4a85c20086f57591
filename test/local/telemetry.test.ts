import { afterEach, describe, expect, it, vi } from "vitest";
import { startLocalService } from "../../local/service.ts";
import { telemetryInto } from "../../local/telemetry.ts";

afterEach(() => vi.restoreAllMocks());

describe("the functions' telemetry", () => {
  it("goes to the sink and nowhere else, each line with the name of its own function", async () => {
    const outputs = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
    const logs: string[] = [];
    const telemetry = telemetryInto({ log: (line) => logs.push(line), metric: (line) => logs.push(line) }, "INFO");
    const service = await startLocalService({ telemetry });
    for (const path of ["/health", "/openapi.json"]) await fetch(`${service.url}${path}`);
    await service.stop();
    const lines = logs.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    // The deployment counts answers by these fields: one line each is all that an answer costs.
    expect(lines).toMatchObject(
      ["health", "openapi"].map((step) => ({
        function_name: `countersign-local-${step}`,
        message: "answered",
        step,
        outcome: "ok",
      })),
    );
    for (const output of outputs) expect(output).not.toHaveBeenCalled();
  });
});
