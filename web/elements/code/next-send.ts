import type { Challenge } from "../api.ts";

/**
 * When the code may be sent again, by this device's clock. That clock may be wrong, so the service's instant counts only
 * within the wait that it belongs to; too early a try is answered with the right wait.
 */
export function nextSendAt({ resendAt, resendAfter }: Challenge, now: number): number {
  const wait = Date.parse(resendAt) - now;
  return now + Math.min(Math.max(wait, 0), resendAfter * 1000);
}
