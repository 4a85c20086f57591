import { afterEach, describe, expect, it, vi } from "vitest";
import { startLocalService } from "../../local/service.ts";
import { telemetryInto } from "../../local/telemetry.ts";

afterEach(() => vi.restoreAllMocks());

describe("the functions' telemetry", () => {
  it("goes to the sink and nowhere else, each line with the name of its own function", async () => {
    const outputs = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
    const logs: string[] = [];
    const metrics: string[] = [];
    const telemetry = telemetryInto({ log: (line) => logs.push(line), metric: (line) => metrics.push(line) }, "INFO");
    const service = await startLocalService({ telemetry });
    for (const path of ["/health", "/openapi.json"]) await fetch(`${service.url}${path}`);
    await service.stop();
    const named = logs.map((line) => (JSON.parse(line) as { function_name: string }).function_name);
    expect(named).toEqual(["countersign-local-health", "countersign-local-openapi"]);
    expect(metrics.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ step: "health" }),
    );
    for (const output of outputs) expect(output).not.toHaveBeenCalled();
  });
});
