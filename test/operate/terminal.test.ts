import { WriteStream } from "node:tty";
import { describe, expect, it, vi } from "vitest";
import { missingPackage, readFlags, runToEnd } from "../../client/command-line/command-line.ts";
import { confirm, progressLine } from "../../operate/terminal.ts";

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const stream: WriteStream = Object.create(WriteStream.prototype, {
    isTTY: { value: isTTY },
    columns: { value: 20 },
    write: { value: (text: string) => written.push(text) > 0 },
  });
  return { stream, written };
}

describe("the progress line", () => {
  it("is written over and over, cut to the width of the terminal", () => {
    const { stream, written } = terminal(true);
    const line = progressLine(stream);
    line.show("Looking at table, issuers");
    line.clear();
    expect(written).toEqual(["\r\u001B[K", "Looking at table, i", "\r\u001B[K"]);
  });

  it("is left out where nobody watches", () => {
    const { stream, written } = terminal(false);
    const line = progressLine(stream);
    line.show("Looking");
    line.clear();
    expect(written).toEqual([]);
  });
});

describe("a command after npm ci --omit=dev", () => {
  const notFound = (message: string) => Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" });
  const cdk = notFound("Cannot find package 'aws-cdk-lib' imported from /app/infra/settings.ts");

  it("says what is missing and how to get it, without a trace", async () => {
    const before = process.exitCode;
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await runToEnd(() => {
      throw cdk;
    }, 2);
    expect(process.exitCode).toBe(2);
    process.exitCode = before;
    expect(String(said.mock.calls[0]?.[0])).toMatch(/Run npm ci first: aws-cdk-lib is not installed\.[^\n]*\n$/);
    said.mockRestore();
  });

  it("does not hide a file of its own that is missing: that is a bug", () => {
    expect(missingPackage(notFound("Cannot find module '/app/operate/none.ts' imported from /app"))).toBeNull();
    expect(missingPackage(new Error("Cannot find package 'aws-cdk-lib'"))).toBeNull();
  });
});

it.each([
  [["--colour"], "There is no option --colour. See npm run x"],
  [["-c"], "There is no option -c. See"],
  [["--stage"], "--stage needs a value. See"],
  [["--stage", "--json"], "--stage needs a value. See"],
  [["--json=yes"], "--json takes no value. See"],
  [["prod"], 'There is no place for "prod". See'],
])("%j is refused in a sentence of ours", (args, sentence) => {
  const read = () => readFlags(args, { stage: { type: "string" }, json: { type: "boolean" } }, "npm run x -- --help");
  expect(read).toThrow(sentence);
});

it("nothing is confirmed where nobody can be asked", async () => {
  vi.spyOn(process, "stdin", "get").mockReturnValue(Object.create(process.stdin, { isTTY: { value: false } }));
  expect(await confirm("Delete everything?", "prod")).toBe(false);
});
