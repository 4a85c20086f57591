import { describe, expect } from "vitest";
import { type Model, Passkeys, passkeyUser as user, setsUpPasskey, signsInWithPasskey } from "../harness/passkeys.ts";
import { story } from "../harness/world.ts";

describe("a passkey", () => {
  story("is the first method on offer, and lets its owner in with one press", async (world) => {
    const robin = await world.visitor();
    const passkeys = await Passkeys.of(robin, "synced");
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
    await robin.page.getByText("More", { exact: true }).click();
    await robin.looks("set-up: passkey", "passkey");
    await robin.presses("Continue");
    await robin.savesCodes();
    await robin.reads("Synced between your devices");
    await robin.looks("settings with a passkey");
    expect(await passkeys.count()).toBe(1);

    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.sees("button", "Use your passkey");
    expect(await robin.focused()).toBe("Use your passkey");
    await robin.looks("challenge: passkey", "challenge-passkey");
    await robin.presses("Use your passkey");
    await robin.isInside();
    await robin.reads("You signed in with your password and your passkey");
  });

  for (const [model, place, kept] of [
    ["bound", "This device", "On one device only"],
    // A key without a PIN makes no discoverable credential.
    ["usb", "Security key", "On one device only"],
    ["u2f", "Security key", "On one device only"],
    ["hybrid", undefined, "Synced between your devices"],
  ] as const satisfies readonly (readonly [Model, string | undefined, string])[])
    story(`of the kind ${model} is set up and signs its owner in`, async (world) => {
      const robin = await world.visitor();
      const passkeys = await Passkeys.of(robin, model);
      await setsUpPasskey(robin, place);
      await robin.reads(kept);
      expect(await passkeys.count()).toBe(1);
      await robin.signsOut();
      await signsInWithPasskey(robin);
    });

  story("is not made a second time in the same place", async (world) => {
    const robin = await world.visitor();
    const passkeys = await Passkeys.of(robin, "synced");
    await setsUpPasskey(robin);
    await robin.presses("Add a passkey");
    await robin.presses("Continue");
    await robin.reads("This device or security key already has a passkey for your account.");
    await robin.looks("set-up: passkey that is there already");
    expect(await passkeys.count()).toBe(1);
  });
});

describe("the prompt for a passkey", () => {
  story("says no word of an error when the browser's dialog comes to nothing", async (world) => {
    const robin = await world.visitor();
    const passkeys = await Passkeys.of(robin, "synced");
    await world.given.policy({ passkeys: { allowed: "any", userVerification: "required", downgrade: "allow" } });
    await setsUpPasskey(robin);
    await robin.signsOut();
    await robin.entersPassword(user);
    await passkeys.recognizes(false);
    await robin.presses("Use your passkey");
    await robin.reads("Try again, or use another way.");
    await robin.looks("challenge: passkey that was not given");
    await passkeys.recognizes(true);
    await robin.presses("Use your passkey");
    await robin.isInside();
  });

  story("gets itself another challenge when the first is over", async (world) => {
    const robin = await world.visitor();
    await Passkeys.of(robin, "synced");
    await setsUpPasskey(robin);
    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.sees("button", "Use your passkey");
    await world.advance(301_000);
    await robin.presses("Use your passkey");
    await robin.reads("Try again, or use another way.");
    await robin.presses("Use your passkey");
    await robin.isInside();
  });
});

describe("the settings", () => {
  story("take no code of an app where a passkey could be asked for", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await Passkeys.of(robin, "synced");
    await robin.signsIn(user, app);
    await robin.goesTo("Security");
    await robin.presses("Add a passkey");
    await robin.presses("Continue");
    await robin.reads("The method is added.");
    await robin.presses("Make new codes");
    await robin.page.locator("[part~=confirm]").click();
    await robin.sees("button", "Use your passkey");
    await robin.presses("Try another way");
    await robin.sees("button", /^Backup code/);
    expect(await robin.find("button", /^Authenticator app/).count()).toBe(0);
    await robin.presses("Back");
    await robin.presses("Use your passkey");
    await robin.savesCodes();
    await robin.reads("Your new backup codes are valid.");
  });
});

describe("an organisation", () => {
  story("that wants passkeys on one device refuses others, and its admin sees where they are", async (world) => {
    const { app } = await world.given.admin();
    await world.given.policy({
      passkeys: { allowed: "device-bound", userVerification: "preferred", downgrade: "allow" },
    });
    const robin = await world.visitor();
    const synced = await Passkeys.of(robin, "synced");
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.presses("Set up two-step sign-in");
    await robin.presses(/^Passkey/);
    await robin.presses("Continue");
    await robin.reads("This passkey was not accepted. Please try again, or use another method.");
    expect(await synced.count()).toBe(1);

    const other = await world.visitor();
    await Passkeys.of(other, "bound");
    await setsUpPasskey(other);

    const alex = await world.visitor();
    await alex.signsIn("admin@example.com", app);
    await alex.goesTo("Admin");
    await alex.fills("User ID", user);
    await alex.presses("Find");
    await alex.reads("On one device only");
    await alex.looks("admin: user with a passkey");
  });
});

describe("at an address instead of a name", () => {
  story("the demo goes on at the name, where passkeys can be set up", async (world) => {
    const robin = await world.visitor();
    await robin.page.goto(world.service.url);
    expect(new URL(robin.page.url()).hostname).toBe("localhost");
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.presses("Set up two-step sign-in");
    expect(await robin.find("button", /^Passkey/).getAttribute("aria-disabled")).not.toBe("true");
    for (const complaint of world.forgive()) expect(complaint).toMatch(`asks somebody else: ${world.service.url}/`);
  });
});
