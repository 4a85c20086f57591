import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";

const user = "user@example.com";
const [phoneNumber, newNumber] = ["+41791234567", "+41797654321"];

describe("the security page", () => {
  story("two-step sign-in is switched on with an authenticator app, after the password once more", async (world) => {
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.reads("Only your password protects your account.");
    await robin.looks("settings: off");
    await world.advance(301_000);
    await robin.presses("Set up two-step sign-in");
    await robin.sees("heading", "Protect your account");
    await robin.looks("settings: choice");
    await robin.presses(/^Authenticator app/);
    await robin.sees("dialog", "Your password, please");
    await robin.looks("settings: password again");
    await robin.entersPasswordAgain("wrong");
    await robin.reads("Wrong password.");
    await robin.looks("settings: wrong password");
    await robin.entersPasswordAgain();
    await robin.sees("heading", "Set up your authenticator app");
    await robin.looks("settings: QR code");
    const app = await robin.scansTheScreen();
    await robin.entersCode(await app.freshCode(), "Code from the app");
    const codes = await robin.savesCodes();
    await robin.reads("Two-step sign-in is on.");
    await robin.reads("10 codes left");
    await robin.looks("settings: on", "settings");
    await robin.signsOut();
    await robin.signsIn(user, app);
    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.entersCode(codes[9] ?? "");
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.reads("9 codes left");
  });

  story("ten new backup codes; the old ones are worth nothing from then on", async (world) => {
    const { app, backupCodes } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.signsIn(user, app);
    // The access token of the sign-in ends with the page.
    await robin.page.reload();
    await robin.goesTo("Security");
    await robin.presses("Make new codes");
    await robin.sees("group", "Make ten new codes?");
    await robin.looks("settings: new codes?");
    await robin.find("group", "Make ten new codes?").getByRole("button", { name: "Make new codes" }).click();
    await robin.proves(async () => app.freshCode());
    await robin.sees("heading", "Keep your backup codes");
    await robin.looks("settings: new codes");
    const { text } = await robin.saves("Download");
    expect(text).toMatch(/^Larch: backup codes, made on .*\nAccount: user@example\.com\n/);
    const codes = await robin.savesCodes();
    for (const code of codes) expect(text).toContain(code);
    expect(codes.filter((code) => backupCodes.includes(code))).toEqual([]);
    await robin.reads("Your new backup codes are valid. The old ones no longer work.");
    await robin.signsOut();

    await robin.entersPassword(user);
    await robin.entersCode(backupCodes[0] ?? "");
    await robin.reads(/^That code is not right\./);
    await robin.entersCode(codes[0] ?? "");
    await robin.isInside();
  });

  story("switched off: the password once more, then a code, and the password alone is enough", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.signsIn(user, app);
    await robin.goesTo("Security");
    await robin.sees("button", "Switch off two-step sign-in");
    await world.advance(301_000);
    await robin.presses("Switch off two-step sign-in");
    await robin.sees("group", "Switch off two-step sign-in?");
    await robin.looks("settings: switch off?");
    await robin.presses("Switch off");
    await robin.entersPasswordAgain();
    await robin.sees("textbox", "Six-digit code");
    await robin.looks("settings: a code first");
    await robin.entersCode(await app.freshCode());
    await robin.reads("Two-step sign-in is off.");
    await robin.find("region", "Recent activity").getByText("Two-step sign-in was switched off").waitFor();
    await robin.looks("settings: switched off");
    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.sees("heading", "Only a password protects you");
  });

  story("a change that is not confirmed leaves everything as it was", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.signsIn(user, app);
    await robin.goesTo("Security");
    await robin.sees("button", "Switch off two-step sign-in");
    await world.advance(301_000);
    await robin.presses("Switch off two-step sign-in");
    await robin.presses("Switch off");
    await robin.find("dialog", "Your password, please").getByRole("button", { name: "Cancel" }).click();
    await robin.reads("Nothing was changed, since it was not confirmed that it is you.");
    await robin.looks("settings: not confirmed");
    await robin.signsOut();
    await robin.signsIn(user, app);
  });

  story("another phone number: the new one works before the old one goes", async (world) => {
    await world.given.phone(user, phoneNumber);
    await world.advance(60_000);
    const robin = await world.visitor();
    await robin.phone.hasRead(1);
    await robin.entersPassword(user);
    await robin.entersCode(await robin.phone.nextCode(phoneNumber));
    await robin.goesTo("Security");
    await robin.presses("Change the number");
    await robin.sees("heading", "Change the number");
    await robin.looks("settings: change of number");
    await robin.presses("Begin");
    await robin.fills("Mobile number", newNumber);
    await robin.presses("Send the code");
    await robin.sees("heading", "Enter the code");
    await world.advance(21_000);
    await robin.reads("The text message is on its way. If nothing comes, check your reception, or try another way.");
    await robin.looks("settings: code of the new number");
    await robin.entersCode(await robin.phone.nextCode(newNumber), "Code from the text message");
    await robin.reads("The new method is in place, the old one is removed.");
    await robin.reads(/•• 21/);
    expect(await robin.page.getByText(/•• 67/).count()).toBe(0);
    await robin.looks("settings: new number");
    await robin.signsOut();
    await world.advance(60_000);
    await robin.entersPassword(user);
    await robin.entersCode(await robin.phone.nextCode(newNumber));
    await robin.isInside();
  });

  story(
    "another app, and the service fails in between: both work, and it goes on from there, even after a reload",
    async (world) => {
      const { app } = await world.given.authenticator(user);
      const robin = await world.visitor();
      robin.watch.expectsTrouble = true;
      await robin.signsIn(user, app);
      await robin.goesTo("Security");
      await robin.presses("Move to another device");
      await robin.presses("Begin");
      await robin.sees("heading", "Set up your authenticator app");
      const newApp = await robin.scansTheScreen();
      const isDown = await robin.losesTheService("**/v1/factors/fac_*", "DELETE");
      await robin.entersCode(await newApp.freshCode(), "Code from the app");
      await robin.reads("The new method works already. So does the old one, until it is removed.");
      await robin.reads("The service is not available right now. Please try again in a moment.");
      await robin.looks("settings: both apps");
      await isDown.over();
      await robin.page.reload();
      await robin.reads("The new method works already. So does the old one, until it is removed.");
      await robin.presses("Remove the old one");
      await robin.sees("textbox", "Six-digit code");
      await robin.entersCode(await newApp.freshCode());
      await robin.reads("The new method is in place, the old one is removed.");
      await robin.signsOut();
      await robin.entersPassword(user);
      await robin.entersCode(await app.freshCode());
      await robin.reads(/^That code is not right\./);
      await robin.entersCode(await newApp.freshCode());
      await robin.isInside();
    },
  );

  story("methods are added, named, put first and removed, with the code of the sign-in", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.signsIn(user, app);
    await robin.goesTo("Security");
    await robin.presses("Add another method");
    await robin.presses(/^Text message/);
    await robin.fills("Mobile number", phoneNumber);
    await robin.presses("Send the code");
    await robin.entersCode(await robin.phone.nextCode(phoneNumber), "Code from the text message");
    await robin.reads("The method is added.");
    await robin.looks("settings: two methods");

    const first = robin.find("group", "Authenticator app");
    await first.getByRole("button", { name: "Rename" }).click();
    await robin.fills("Name of this method", "");
    await robin.presses("Save");
    await robin.reads("Enter a name of 1 to 60 characters.");
    await robin.looks("settings: misshapen name");
    await robin.fills("Name of this method", "Old tablet");
    await robin.presses("Save");
    await robin.reads("The new name is saved.");
    await robin.reads("Old tablet");

    await robin.presses("Ask for this first");
    await robin.reads("From now on this method is asked for first.");
    await robin.find("group", "Old tablet").getByRole("button", { name: "Remove" }).click();
    await robin.sees("group", "Remove “Old tablet”?");
    await robin.looks("settings: remove?");
    await robin.find("group", "Remove “Old tablet”?").getByRole("button", { name: "Remove" }).click();
    await robin.reads("The method is removed.");
    await robin.signsOut();
    await world.advance(60_000);
    await robin.entersPassword(user);
    await robin.entersCode(await robin.phone.nextCode(phoneNumber));
    await robin.isInside();
  });

  story("what the organisation requires cannot be switched off, and the page says who decided so", async (world) => {
    await world.given.policy({ required: true });
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.signsIn(user, app);
    await robin.goesTo("Security");
    await robin.sees("heading", "Required by your organisation");
    await robin.reads("This is your only method, and your organisation requires one.");
    for (const name of ["Switch off two-step sign-in", "Remove"])
      expect(await robin.find("button", name).count(), name).toBe(0);
    await robin.looks("settings: required");
  });

  story("a service that is down, and no network: said in words, and tried again", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    robin.watch.expectsTrouble = true;
    await robin.signsIn(user, app);
    const isDown = await robin.losesTheService("**/v1/factors");
    await robin.goesTo("Security");
    await robin.sees("heading", "Your settings could not be loaded");
    await robin.looks("settings: service down");
    await isDown.over();
    await robin.presses("Try again");
    await robin.sees("heading", /^Two-step sign-in/);
    await robin.find("group", "Authenticator app").getByRole("button", { name: "Rename" }).click();
    await robin.fills("Name of this method", "New phone");
    await robin.goesOffline();
    await robin.presses("Save");
    await robin.reads("No connection. Check your network and try again. Nothing you typed is lost.");
    expect(await robin.find("textbox", "Name of this method").inputValue()).toBe("New phone");
    await robin.looks("settings: offline");
    await robin.goesOnline();
    await robin.presses("Save");
    await robin.reads("The new name is saved.");
  });
});
