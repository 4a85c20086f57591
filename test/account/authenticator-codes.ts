import { createHmac } from "node:crypto";
import { secretOf, step } from "./examples.ts";

/** Code that an app shows at an instant: HOTP by the text of RFC 4226 section 5.3, written apart from the implementation. */
export const codeOf = (factorId: string, instant: number): string =>
  hotp(secretOf(factorId), Math.floor(instant / step));

export function hotp(secret: Uint8Array, counter: number): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const hash = createHmac("sha1", secret).update(moving).digest();
  const offset = hash.readUInt8(19) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A code that none of these apps shows around an instant. */
export function wrongCodeFor(factorIds: readonly string[], instant: number): string {
  const shown = factorIds.flatMap((id) =>
    [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((steps) => codeOf(id, instant + steps * step)),
  );
  const free = Array.from({ length: 1000 }, (_, number) => String(number).padStart(6, "0")).find(
    (code) => !shown.includes(code),
  );
  return free ?? "";
}
