import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { inject } from "vitest";

/** Pages and texts in which no flaw was found, by any worker: each is an empty file, named by the hash of what was seen. */
export class Notes {
  readonly #own = new Set<string>();
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  has(seen: string): boolean {
    return this.#own.has(seen) || existsSync(this.#file(seen));
  }

  add(seen: string): void {
    this.#own.add(seen);
    writeFileSync(this.#file(seen), "");
  }

  #file(seen: string): string {
    return `${inject("sharedFolder")}/${this.#kind}-${createHash("sha256").update(seen).digest("hex")}`;
  }
}
