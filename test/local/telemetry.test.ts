import { stripVTControlCharacters } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startLocalService } from "../../local/service.ts";
import { telemetryInto, terminalTelemetry } from "../../local/telemetry.ts";

afterEach(() => vi.restoreAllMocks());

describe("the functions' telemetry", () => {
  it("goes to the sink and nowhere else, each line with the name of its step and nothing that its log group says", async () => {
    const outputs = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
    const logs: string[] = [];
    const telemetry = telemetryInto({ log: (line) => logs.push(line), metric: (line) => logs.push(line) }, "INFO");
    const service = await startLocalService({ telemetry });
    for (const path of ["/health", "/openapi.json"]) await fetch(`${service.url}${path}`);
    await service.stop();
    const lines = logs.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    // The deployment counts answers by these fields: one line each is all that an answer costs.
    expect(lines).toEqual(
      ["health", "openapi"].map((step) => ({
        level: "INFO",
        message: "answered",
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        step,
        status: 200,
        outcome: "ok",
        user: null,
        requestId: expect.any(String),
        milliseconds: expect.any(Number),
      })),
    );
    for (const output of outputs) expect(output).not.toHaveBeenCalled();
  });
});

describe("the terminal of npm start", () => {
  const said = (
    act: (logger: ReturnType<typeof terminalTelemetry>["logger"]) => void,
    level: "WARN" | "SILENT" = "WARN",
  ) => {
    const errors = vi.spyOn(console, "error").mockReturnValue();
    act(terminalTelemetry(level).logger);
    return errors.mock.calls.map(([line]) => stripVTControlCharacters(String(line)));
  };

  it("shows what was made of a refused token, in a sentence", () => {
    expect(
      said((logger) => logger.info("token refused", { reason: "audience", iss: "https://idp.example", aud: "other" })),
    ).toEqual([
      'A token was refused: audience (iss "https://idp.example", aud "other"). npm run explain-token -- --local < token.txt says what to change.',
    ]);
  });

  it("shows warnings and no other lines, and nothing at all if it is to be silent", () => {
    const log: Parameters<typeof said>[0] = (logger) => {
      logger.info("answered", { status: 200 });
      logger.warn("slow", { step: "login" });
    };
    expect(said(log)).toEqual(['WARN slow "login"']);
    vi.restoreAllMocks();
    expect(said(log, "SILENT")).toEqual([]);
  });
});
