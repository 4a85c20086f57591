import { describe, expect, it } from "vitest";
import { handOverBy, isStillGood } from "../../web/elements/base/proofs.ts";

const receivedAt = 1_700_000_000_000;
const at = (millis: number) => new Date(receivedAt + millis).toISOString();

describe("an assertion that waits for the codes to be saved", () => {
  it("is handed over while it lives", () => {
    expect(isStillGood({ expiresAt: at(300_000), receivedAt }, receivedAt + 289_000)).toBe(true);
    expect(isStillGood({ expiresAt: at(300_000), receivedAt }, receivedAt + 291_000)).toBe(false);
  });

  it("lives within the contract's bounds on a device with a wrong clock", () => {
    expect(handOverBy(at(-3_600_000), receivedAt)).toBe(receivedAt + 50_000);
    expect(handOverBy(at(3_600_000), receivedAt)).toBe(receivedAt + 590_000);
  });
});
