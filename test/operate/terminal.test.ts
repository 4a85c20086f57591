import { WriteStream } from "node:tty";
import { describe, expect, it, vi } from "vitest";
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

it("nothing is confirmed where nobody can be asked", async () => {
  vi.spyOn(process, "stdin", "get").mockReturnValue(Object.create(process.stdin, { isTTY: { value: false } }));
  expect(await confirm("Delete everything?", "prod")).toBe(false);
});
