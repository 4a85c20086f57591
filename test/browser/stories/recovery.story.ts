import { describe, expect } from "vitest";
import { mailedCode, mailedUndo } from "../harness/mailbox.ts";
import { Passkeys } from "../harness/passkeys.ts";
import type { Visitor } from "../harness/visitor.ts";
import { story, type World } from "../harness/world.ts";

const user = "user@example.com";
async function losesEverything(robin: Visitor): Promise<void> {
  await robin.entersPassword(user);
  await robin.presses("Try another way");
  await robin.presses(/^I have lost everything/);
}

describe("somebody who has lost everything", () => {
  story("gets back in by e-mail, after the wait, with a new app", async (world) => {
    await world.given.authenticator(user);
    await world.given.policy({ recovery: { mode: "delay", delayHours: 72 } });
    const robin = await world.visitor();
    await losesEverything(robin);
    await robin.presses(/^Get back in by e-mail/);
    await robin.looks("recovery: start");
    await robin.presses("Send me a code");
    await robin.sees("heading", "Enter the code from the e-mail");
    await robin.looks("recovery: first code");
    const first = await mailedCode(world, user);
    await robin.entersCode(first, "Code from the e-mail");
    await robin.sees("heading", "Now you have to wait");
    await robin.looks("recovery: waiting");

    await robin.page.reload();
    await robin.entersPassword(user);
    await robin.reads("Somebody has asked to get into this account without a code.");
    await robin.looks("challenge: a recovery under way");
    // Only an e-mail can be told: then it takes a week.
    for (const _ of [1, 2, 3]) {
      await Promise.all([robin.page.waitForEvent("load"), robin.presses("3 days")]);
      await robin.sees("heading", "Sign in to Larch");
    }

    await robin.entersPassword(user);
    await robin.presses("It was me: go on");
    await robin.sees("heading", "Enter the second code");
    await robin.looks("recovery: second code");
    await robin.entersCode("0000-0000-0000", "Code from the e-mail");
    await robin.presses(/^Authenticator app/);
    await robin.reads("That code is not right.");
    await robin.entersCode(await mailedCode(world, user, first), "Code from the e-mail");
    await robin.presses(/^Authenticator app/);
    await robin.sees("heading", "Set up your authenticator app");
    await robin.presses("Authenticator", "tab");
    await robin.presses("Scan the QR code on the screen");
    const shown = robin.find("button", /^Copy \d{3} \d{3}$/);
    const code = (await shown.first().textContent())?.replaceAll(/\D/g, "") ?? "";
    await robin.fills("Code from the app", code);
    await robin.savesCodes();
    await robin.isInside();
  });

  story("is sent to the administrator where no way back in is offered", async (world) => {
    await world.given.authenticator(user);
    const robin = await world.visitor();
    await losesEverything(robin);
    await robin.reads(/^Contact the administrator of your organisation/);
    expect(await robin.find("button", /^Get back in by e-mail/).count()).toBe(0);
    await robin.looks("challenge: lost, no recovery offered");
  });
});

describe("somebody whose password a thief has", () => {
  story("is asked at a remembered device whether it was they who asked for a recovery, and ends it", async (world) => {
    const { app } = await world.given.authenticator(user);
    await world.given.policy({ trustedDevices: { days: 30 }, recovery: { mode: "delay", delayHours: 72 } });
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.find("checkbox", "Don’t ask again on this device for 30 days").check();
    await robin.entersCode(await app.freshCode());
    await robin.isInside();
    await robin.signsOut();

    const thief = await world.visitor();
    await losesEverything(thief);
    await thief.presses(/^Get back in by e-mail/);
    await thief.presses("Send me a code");
    await thief.entersCode(await mailedCode(world, user), "Code from the e-mail");
    await thief.sees("heading", "Now you have to wait");

    await robin.entersPassword(user);
    await robin.sees("heading", "Was it you?");
    await robin.looks("challenge: was it you?");
    await robin.presses("That wasn’t me: end it");
    await robin.isInside();
    await thief.presses("See how it stands");
    await thief.sees("button", "Send me a code");
  });
});

/** Follows the link of the e-mail about a removal, up to the proof of what was removed. */
async function wantsItBack(robin: Visitor, world: World, email: string): Promise<void> {
  const link = await mailedUndo(world);
  await robin.page.goto("about:blank");
  await robin.page.goto(link);
  await robin.sees("heading", "Sign in to Larch");
  expect(robin.page.url()).not.toContain("countersign-undo");
  await robin.entersPassword(email);
  await robin.isInside();
  await robin.goesTo("Security");
  await robin.sees("heading", "Undo the change");
}

async function switchesOff(robin: Visitor, proves: () => Promise<void>): Promise<void> {
  await robin.goesTo("Security");
  await robin.presses("Switch off two-step sign-in");
  await robin.presses("Switch off");
  await robin.entersPasswordAgain();
  await proves();
  await robin.reads("Two-step sign-in is off.");
  await robin.signsOut();
}

describe("somebody whose second step was switched off by another", () => {
  story("brings the app back in the settings, by the link of the e-mail", async (world) => {
    const { client, app } = await world.given.admin();
    expect((await client.disable()).problem).toBeUndefined();
    const robin = await world.visitor();
    await wantsItBack(robin, world, "admin@example.com");
    await robin.looks("settings: undo");
    const undo = await robin.find("button", "Enter the password").boundingBox();
    const settings = await robin.find("heading", /^Two-step sign-in/).boundingBox();
    expect((settings?.y ?? 0) - (undo?.y ?? 0), "from the undo to the settings below it").toBeGreaterThan(80);
    await robin.presses("Enter the password");
    await robin.entersPasswordAgain();
    await robin.sees("textbox", "Six-digit code");
    await robin.looks("settings: undo, code");
    await robin.fills("Six-digit code", await app.freshCode());
    await robin.presses("Bring it back");
    await robin.sees("heading", "The method is back");
    await robin.looks("settings: undone");
    await robin.presses("Continue");
    await robin.sees("heading", /^Two-step sign-in On/);
  });

  story("brings the phone back, by a code that is sent to it", async (world) => {
    const number = "+41791234567";
    await world.given.phone(user, number);
    const robin = await world.visitor();
    await robin.phone.hasRead(1);
    await world.advance(61_000);
    await robin.entersPassword(user);
    await robin.entersCode(await robin.phone.nextCode(number));
    await robin.isInside();
    await world.advance(61_000);
    await switchesOff(robin, async () => robin.proves(async () => robin.phone.nextCode(number)));
    await world.advance(61_000);
    await wantsItBack(robin, world, user);
    await robin.presses("Enter the password");
    await robin.entersPasswordAgain();
    await robin.reads(/^Enter the code that we have sent to/);
    await robin.looks("settings: undo, code by SMS");
    await robin.fills("Six-digit code", await robin.phone.nextCode(number));
    await robin.presses("Bring it back");
    await robin.sees("heading", "The method is back");
  });

  story("brings the passkey back, which the browser has kept", async (world) => {
    const robin = await world.visitor();
    const passkeys = await Passkeys.of(robin, "synced");
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.presses("Set up two-step sign-in");
    await robin.presses(/^Passkey/);
    await robin.presses("Continue");
    await robin.savesCodes();
    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.presses("Use your passkey");
    await robin.isInside();
    await switchesOff(robin, async () => robin.presses("Use your passkey"));
    await wantsItBack(robin, world, user);
    expect(await passkeys.count()).toBe(1);
    await robin.presses("Enter the password");
    await robin.entersPasswordAgain();
    await robin.reads("Use the passkey that was removed.");
    await robin.looks("settings: undo, passkey");
    await robin.presses("Use your passkey");
    await robin.sees("heading", "The method is back");
  });
});
