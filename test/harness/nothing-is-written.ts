import { afterEach, beforeEach, expect } from "vitest";
import type { RunningService } from "./running-service.ts";

/** Around every test of a file: whatever it sends, no item changes and no message leaves. */
export function nothingIsWritten(service: RunningService): void {
  let before = 0;
  beforeEach(async () => {
    await service.local.drained();
    before = service.aws.writes;
  });
  afterEach(async () => {
    await service.local.drained();
    expect(service.aws.writes - before, "writes").toBe(0);
  });
}
