import { describe, expect, it } from "vitest";
import { Mistake } from "../../client/command-line/command-line.ts";
import { explain } from "../../operate/rotate/command.ts";
import { readOptions } from "../../operate/rotate/actions.ts";

describe("the options of npm run rotate", () => {
  it.each([
    ["no action", ["--stage", "prod"], "Name one of"],
    ["two actions", ["--stage", "prod", "--signing-key", "--rewrap"], "Name one of"],
    ["no place", ["--rewrap"], "Name the stage"],
    ["half a place", ["--rewrap", "--table", "t"], "Name the stage"],
    ["two places", ["--rewrap", "--stage", "prod", "--table", "t", "--key", "k"], "Name the stage"],
    ["a tenant where none is meant", ["--rewrap", "--stage", "prod", "--tenant", "acme"], "--tenant goes with"],
    ["a source where none is meant", ["--data-keys", "--stage", "prod", "--from", "k"], "--from goes with"],
    ["an unknown option", ["--everything"], "--help"],
    ["a word too many", ["prod", "--rewrap"], "--help"],
  ])("refuse %s", (_, args, sentence) => {
    expect(() => readOptions(args)).toThrow(Mistake);
    expect(() => readOptions(args)).toThrow(sentence);
  });

  it.each([
    [
      ["--signing-key", "--stage", "prod"],
      { action: "signing-key", place: { kind: "stage", stage: "prod" }, yes: false, json: false },
    ],
    [
      ["--data-keys", "--tenant", "acme", "--stage", "prod", "--yes"],
      { action: "data-keys", tenant: "acme", yes: true },
    ],
    [
      ["--rewrap", "--from", "old", "--table", "t", "--key", "k", "--json"],
      { action: "rewrap", from: "old", json: true },
    ],
    [["--help"], { help: true }],
  ])("%j", (args, wanted) => {
    expect(readOptions(args)).toMatchObject(wanted);
  });
});

it("a failure that the person can put right is told in a sentence; any other is thrown on", () => {
  const named = (name: string) => Object.assign(new Error("with details"), { name });
  expect(() => explain(named("KMSInvalidStateException"))).toThrow(Mistake);
  const bug = named("TypeError");
  expect(() => explain(bug)).toThrow(bug);
});
