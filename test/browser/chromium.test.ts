import { describe, expect, it } from "vitest";
import { findChromium, type Machine, NoChromium } from "./harness/chromium.ts";

/** A machine with these programs; what is run there, and what is said. */
function machine({ programs = [] as string[], ...rest }: Partial<Machine> & { readonly programs?: string[] } = {}) {
  const commands: string[] = [];
  const said: string[] = [];
  const given: Machine = {
    named: undefined,
    isRoot: true,
    isThere: (path) => programs.includes(path),
    run: (command, args) => commands.push([command, ...args].join(" ")) > 0,
    say: (sentence) => void said.push(sentence),
    ...rest,
  };
  return { given, programs, commands, said };
}

describe("the browser of the suite", () => {
  it("is the one that somebody names, or the first that there is", () => {
    const { given, commands } = machine({ programs: ["/opt/chrome", "/usr/bin/google-chrome", "/usr/bin/chromium"] });
    expect(findChromium({ ...given, named: "/opt/chrome" })).toBe("/opt/chrome");
    expect(findChromium(given)).toBe("/usr/bin/chromium");
    expect(findChromium({ ...given, named: "" })).toBe("/usr/bin/chromium");
    expect(commands).toEqual([]);
  });

  it("is installed when there is none, which is said; without root through sudo, which asks nobody", () => {
    for (const isRoot of [true, false]) {
      const { given, programs, commands, said } = machine({ isRoot });
      const run: Machine["run"] = (command, args) => {
        if (args.includes("install")) programs.push("/usr/bin/chromium");
        return given.run(command, args);
      };
      expect(findChromium({ ...given, run })).toBe("/usr/bin/chromium");
      expect(commands).toEqual([
        expect.stringMatching(isRoot ? /^apt-get update/ : /^sudo -n apt-get update/),
        expect.stringMatching(/apt-get install .*\bchromium$/),
      ]);
      expect(said).toEqual([expect.stringContaining("No Chromium here")]);
    }
  });

  it("is asked for in one sentence when it cannot be installed, or when the named one is not there", () => {
    const { given } = machine({ run: () => false });
    expect(() => findChromium(given)).toThrow(NoChromium);
    expect(() => findChromium(given)).toThrow(/Install Chromium or Chrome, or name one in CHROME_PATH/);
    expect(() => findChromium({ ...given, named: "/nowhere" })).toThrow(/CHROME_PATH names \/nowhere/);
  });
});
