import { describe, expect, it } from "vitest";
import { enforcementIn } from "../../shared/account/enforcement.ts";
import type { Enforcement } from "../../shared/account/policy-fields.ts";
import { policy } from "./examples.ts";

/** `required` is what older clients know of `enforcement`: of the two words in a body, the one that differs from the policy counts. */
interface Words {
  readonly required?: boolean;
  readonly enforcement?: Enforcement;
}
const rows: readonly (readonly [now: Enforcement, words: Words, counts: Enforcement | null])[] = [
  ["off", {}, "off"],
  ["off", { required: false }, "off"],
  ["off", { required: true }, "on"],
  ["off", { enforcement: "report" }, "report"],
  ["off", { enforcement: "report", required: false }, "report"],
  ["off", { enforcement: "report", required: true }, null],
  ["off", { enforcement: "on", required: true }, "on"],
  ["off", { enforcement: "on", required: false }, "on"],
  ["off", { enforcement: "off", required: true }, "on"],
  ["report", {}, "report"],
  ["report", { required: false }, "report"],
  ["report", { required: true }, "on"],
  ["report", { enforcement: "report", required: true }, "on"],
  ["report", { enforcement: "off", required: false }, "off"],
  ["report", { enforcement: "off", required: true }, null],
  ["report", { enforcement: "on", required: false }, "on"],
  ["on", {}, "on"],
  ["on", { required: true }, "on"],
  ["on", { required: false }, "off"],
  ["on", { enforcement: "on", required: false }, "off"],
  ["on", { enforcement: "report", required: true }, "report"],
  ["on", { enforcement: "report", required: false }, "report"],
  ["on", { enforcement: "off", required: true }, "off"],
];

describe.each(rows)("where enforcement is %s", (now, words, counts) => {
  it(`${JSON.stringify(words)} means ${String(counts)}`, () => {
    expect(enforcementIn(words, { ...policy, enforcement: now })).toBe(counts);
  });
});
