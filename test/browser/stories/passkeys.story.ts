import { describe, expect } from "vitest";
import { Passkeys } from "../harness/passkeys.ts";
import type { Visitor } from "../harness/visitor.ts";
import { story } from "../harness/world.ts";

const user = "user@example.com";

/** From the password to the first method, a passkey. */
async function setsUpPasskey(robin: Visitor): Promise<readonly string[]> {
  await robin.goesTo("Security");
  await robin.presses("Set up two-step sign-in");
  await robin.presses(/^Passkey/);
  await robin.presses("Continue");
  return robin.savesCodes();
}

describe("a passkey", () => {
  story("is the first method on offer, and lets its owner in with one press", async (world) => {
    const robin = await world.visitor();
    const passkeys = await Passkeys.of(robin);
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.presses("Set up two-step sign-in");
    const choices = robin.page.locator("countersign-enrollment [part~=choice] strong");
    await choices.first().waitFor();
    expect((await choices.allTextContents()).map((text) => text.trim().split(/\s+/)[0])).toEqual([
      "Passkey",
      "Authenticator",
      "Text",
    ]);
    await robin.looks("set-up: choice with a passkey");
    await robin.presses(/^Passkey/);
    await robin.looks("set-up: passkey", "passkey");
    await robin.presses("Continue");
    await robin.savesCodes();
    await robin.reads("Synced between your devices");
    await robin.looks("settings with a passkey");
    expect(await passkeys.count()).toBe(1);

    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.sees("button", "Use your passkey");
    await robin.looks("challenge: passkey", "challenge-passkey");
    await robin.presses("Use your passkey");
    await robin.isInside();
    await robin.reads("You signed in with your password and your passkey");
  });
});
export { setsUpPasskey };
