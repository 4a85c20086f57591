import { type TOTP, URI } from "otpauth";
import type { World } from "./world.ts";

const stepMillis = 30_000;

/** An authenticator app on a phone: it shows a code, and the next one half a minute later. */
export class Authenticator {
  readonly #world: World;
  readonly #totp: TOTP;
  #lastStep = -1;

  constructor(world: World, uri: string) {
    const parsed = URI.parse(uri);
    if (!("period" in parsed)) throw new Error("That is no time-based key.");
    this.#world = world;
    this.#totp = parsed;
  }

  get issuer(): string {
    return this.#totp.issuer;
  }

  get label(): string {
    return this.#totp.label;
  }

  get secret(): string {
    return this.#totp.secret.base32;
  }

  /** A code that has not been used: time moves on if the present one has. */
  async freshCode(): Promise<string> {
    const step = (): number => Math.floor(this.#world.now() / stepMillis);
    if (step() <= this.#lastStep)
      await this.#world.advance((this.#lastStep + 1) * stepMillis - this.#world.now() + 1000);
    this.#lastStep = step();
    return this.codeAt(0);
  }

  /** Code that it shows so many steps from now. */
  codeAt(steps: number): string {
    return this.#totp.generate({ timestamp: this.#world.now() + steps * stepMillis });
  }

  /** Six digits that it shows neither now nor in the neighbouring minutes. */
  wrongCode(nth = 0): string {
    const right = [-2, -1, 0, 1, 2].map((steps) => this.codeAt(steps));
    const wrong = Array.from({ length: 10 }, (_, digit) => String(digit).repeat(6)).filter(
      (code) => !right.includes(code),
    );
    return wrong[nth % wrong.length] ?? "";
  }
}
