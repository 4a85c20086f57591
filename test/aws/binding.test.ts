import { expect, it } from "vitest";
import { bind } from "../../shared/aws/sealed-value.ts";

const hex = (...parts: (string | Uint8Array)[]): string => Buffer.from(bind(parts)).toString("hex");

it("puts the length before each part, in four bytes", () => {
  expect(hex("ab", Uint8Array.of(7))).toBe("0000000261620000000107");
});

it.each([
  ["moved borders", ["ab", "c"], ["a", "bc"]],
  ["a part that holds what separates two others", ["a\0\0\0\0b"], ["a", "b"]],
  ["an empty part at the end", ["a"], ["a", ""]],
  ["the same bytes in another number of parts", ["a", "b"], ["ab"]],
])("tells %s apart", (_, one, other) => {
  expect(hex(...one)).not.toBe(hex(...other));
});

it("counts bytes, not characters", () => {
  expect(hex("é")).toBe("00000002c3a9");
});
