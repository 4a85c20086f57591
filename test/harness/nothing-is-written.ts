import { afterEach, beforeEach, expect } from "vitest";
import type { Interposer } from "./interposer.ts";
import type { RunningService } from "./running-service.ts";

/** Around every test of a file: whatever it sends, no item changes and no message leaves. */
export function nothingIsWritten(service: RunningService, interposer: Interposer): void {
  let before = 0;
  beforeEach(async () => {
    await service.local.drained();
    before = interposer.writes;
  });
  afterEach(async () => {
    await service.local.drained();
    expect(interposer.writes - before, "writes").toBe(0);
  });
}
