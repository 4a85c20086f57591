import { SourceMap } from "node:module";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { telemetryInto } from "../../local/telemetry.ts";
import { bundling } from "../../infra/bundling.ts";
import { describeFailure, inSource } from "../../shared/runtime/failure.ts";
import { world } from "../harness/world.ts";

const lines: string[] = [];
const telemetry = telemetryInto({ log: (line) => lines.push(line), metric: () => undefined }, "INFO");
const { service, organisation: acme } = world({ telemetry });

describe("the line of a failure", () => {
  it("names the service and the command, AWS's status and the number by which AWS knows the call", async () => {
    const refusal = () =>
      Object.assign(new Error("Not for usr_x"), {
        name: "AccessDeniedException",
        $fault: "client",
        $metadata: { httpStatusCode: 400, requestId: "aws-request-1" },
      });
    const person = acme.person("ada");
    await person.hasTotp();
    await service.aws.failing(/^GetItemCommand$/, refusal, async () => person.withPassword("GET", "/v1/factors"));
    const [failed] = lines.map((line) => JSON.parse(line)).filter(({ message }) => message === "failed");
    expect(failed).toMatchObject({
      failure: "AccessDeniedException",
      awsService: "DynamoDB",
      command: "GetItem",
      httpStatus: 400,
      awsRequestId: "aws-request-1",
    });
    expect(JSON.stringify(failed)).not.toContain("usr_x");
  });

  it("says why an SMS was not sent, without its number", async () => {
    const person = acme.person("grace");
    await person.hasSms("+41791239999");
    await service.aws.failing(/^PublishCommand$/, "denied", async () =>
      person.withPassword("POST", "/v1/login/sms", { body: {} }),
    );
    const line = lines.find((one) => one.includes("an sms was not sent")) ?? "";
    expect(JSON.parse(line)).toMatchObject({
      mayHaveLeft: false,
      because: { name: "AccessDeniedException", httpStatusCode: 400 },
    });
    expect(line).not.toContain("1239999");
  });

  it("of what is no call of AWS names none", () => {
    const { frames, ...others } = describeFailure(new TypeError("secret"));
    expect(others).toEqual({ failure: "TypeError" });
    expect(frames[0]).toContain("failure-lines.test.ts");
  });
});

it("a frame of a bundle of one line is told by its place in the sources", async () => {
  const { outputFiles } = await build({
    ...bundling,
    stdin: {
      contents: "export const fails = () => {\n  throw new Error('here');\n};\nfails();",
      sourcefile: "shared/some/file.ts",
      resolveDir: ".",
    },
    outdir: "functions",
    sourcemap: "external",
    sourcesContent: false,
    write: false,
  });
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
  const code = text(".js").split("\n");
  const line = code.findIndex((one) => one.includes("throw"));
  const map = new SourceMap(JSON.parse(text(".js.map")));
  const frame = `at n (file:///var/task/index.mjs:${String(line + 1)}:${String((code[line] ?? "").indexOf("throw") + 1)})`;
  expect(inSource(frame, map)).toBe("at shared/some/file.ts:2:3");
  expect(inSource(frame, null)).toBe(frame);
  expect(inSource("at processTicksAndRejections (node:internal/process/task_queues:1:1)", map)).toContain(
    "node:internal",
  );
});
