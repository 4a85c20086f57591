import { describe, expect } from "vitest";
import { narrow } from "../harness/appearance.ts";
import type { Visitor } from "../harness/visitor.ts";
import { story, type World } from "../harness/world.ts";

const user = "user@example.com";
const admin = "admin@example.com";
const phoneNumber = "+41791234567";

async function onAdminPage(world: World): Promise<Visitor> {
  const { app } = await world.given.admin();
  const alex = await world.visitor();
  await alex.signsIn(admin, app);
  await alex.goesTo("Admin");
  await alex.sees("heading", "Users");
  return alex;
}

async function finds(alex: Visitor, userId: string): Promise<void> {
  await alex.fills("User ID", userId);
  await alex.presses("Find");
  await alex.sees("heading", userId);
}

/** On how many lines a text stands on the narrowest phones. */
async function linesOnAPhone(alex: Visitor, text: string): Promise<number> {
  const before = alex.page.viewportSize() ?? narrow;
  await alex.page.setViewportSize(narrow);
  const lines = await alex.page.getByText(text).evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
  });
  await alex.page.setViewportSize(before);
  return lines;
}

describe("the admin page", () => {
  story("stays shut for an admin without a second step", async (world) => {
    const alex = await world.visitor();
    await alex.entersPassword(admin);
    await alex.isInside();
    await alex.goesTo("Admin");
    await alex.sees("heading", "Add a second step first");
    await alex.looks("admin: gate");
    await alex.presses("Add a second step", "link");
    await alex.sees("heading", /^Two-step sign-in/);
  });

  story("shows a user's methods and locks, and resets both with a reason", async (world) => {
    const { app } = await world.given.authenticator(user);
    await world.given.wrongCodes(user, app, 5);
    const alex = await onAdminPage(world);
    await alex.looks("admin: users");
    await alex.presses("Find");
    await alex.reads("Enter a user ID.");
    await finds(alex, user);
    await alex.reads("10 codes left");
    await alex.reads("Authenticator app: 5 wrong codes in a row");
    await alex.reads("Method locked for a while after wrong codes");
    await alex.looks("admin: user", "admin-user");
    await alex.presses("Reset second step");
    await alex.sees("heading", `Reset ${user}?`);
    await alex.looks("admin: reset?");
    await alex.presses(`Reset ${user}`);
    await alex.reads("Give a reason of 3 to 500 characters.");
    await alex.looks("admin: reset without a reason");
    await alex.fills("Reason", "Lost the phone, checked by video call");
    await alex.presses(`Reset ${user}`);
    await alex.reads(`${user} is reset. Methods removed: 1. Backup codes removed: 10.`);
    await alex.reads("Reason: Lost the phone, checked by video call");
    await alex.looks("admin: reset done");

    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.sees("heading", "Only a password protects you");
  });

  story("opens a method again that wrong codes have closed", async (world) => {
    const { app } = await world.given.authenticator(user);
    await world.given.wrongCodes(user, app, 19);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.entersCode(app.wrongCode());
    await robin.reads("This method is switched off after too many wrong codes.");

    const alex = await onAdminPage(world);
    await finds(alex, user);
    await alex.reads("Switched off after too many wrong codes");
    await alex.looks("admin: closed method");
    await alex.presses("Open again");
    await alex.sees("heading", `Authenticator app: open again for ${user}?`);
    await alex.looks("admin: open again?");
    await alex.fills("Reason", "Checked by video call");
    await alex.presses("Open again");
    await alex.reads(`Authenticator app is open again for ${user}.`);
    await alex.looks("admin: method open again");

    const sam = await world.visitor();
    await sam.entersPassword(user);
    await sam.entersCode(await app.freshCode());
    await sam.isInside();
  });

  story("registers a phone in advance, and nothing but that phone is taken", async (world) => {
    await world.given.policy({ required: true, factorTypes: ["sms"], phoneRegistration: "pre-registered" });
    const alex = await onAdminPage(world);
    await finds(alex, user);
    await alex.presses("Register a phone");
    await alex.sees("heading", `Phone of ${user}`);
    await alex.looks("admin: register a phone");
    await alex.fills("Mobile number", "12");
    await alex.presses("Save");
    await alex.reads("Enter a mobile number with its country code, for example +41 79 123 45 67.");
    await alex.looks("admin: misshapen number");
    await alex.fills("Mobile number", phoneNumber);
    await alex.presses("Save");
    await alex.reads(/is registered for a user who was never seen here\./);
    await alex.looks("admin: phone registered");

    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.reads("Your organisation has put this number on file for you:");
    await robin.presses("Send the code");
    await robin.entersCode(await robin.phone.nextCode(phoneNumber), "Code from the text message");
    await robin.savesCodes();
    await robin.isInside();

    await alex.presses("Replace");
    await alex.fills("Mobile number", "+41791234568");
    await alex.presses("Save");
    await alex.reads(/is registered\. Codes still go to the old number\.$/);
    await alex.reads(/^Codes go to another number than the registered one\./);
    await alex.looks("admin: another phone in use");

    await alex.presses("Remove");
    await alex.sees("heading", `Remove the phone of ${user}?`);
    await alex.looks("admin: remove the phone?");
    await alex.presses(/^Remove \+41/);
    await alex.reads("The registered phone is removed.");
  });

  story(
    "changes the policy after a look at what it means; from then on everybody needs a second step",
    async (world) => {
      const alex = await onAdminPage(world);
      await alex.presses("Policy");
      await alex.sees("heading", "Policy");
      await alex.looks("admin: policy", "admin-policy");
      await alex.presses("Review the change");
      await alex.reads("Nothing has changed.");
      await alex.find("radio", "Required of everybody").check();
      await alex.find("checkbox", "Phone").uncheck();
      await alex.find("radio", "No new ones").check();
      await alex.fills("Help for users who have lost everything", "Call 555-0100 and ask for Kim.");
      await alex.presses("Review the change");
      await alex.sees("heading", "What changes for your users");
      await alex.reads(/^Everybody needs a second step\. Whoever has none sets one up at the next sign-in/);
      await alex.reads(/^Passkeys: No new ones\. PIN, fingerprint or face: Where the device can\./);
      await alex.reads("Until now: Everybody decides whether to use a second step.");
      await alex.looks("admin: policy preview");
      await alex.presses("Save the policy");
      await alex.reads("The policy is saved.");
      await alex.looks("admin: policy saved");

      const robin = await world.visitor();
      await robin.entersPassword(user);
      await robin.sees("heading", "Set up your authenticator app");
    },
  );

  story("keeps what was typed when somebody else has changed the policy meanwhile", async (world) => {
    const alex = await onAdminPage(world);
    await alex.presses("Policy");
    await alex.fills("Help for users who have lost everything", "Call 555-0100.");
    await world.given.policy({ issuerName: "Larch" });
    await alex.presses("Review the change");
    await alex.presses("Save the policy");
    await alex.reads("Somebody else has changed the policy in the meantime. What you typed is kept. New from them:");
    await alex.looks("admin: policy overtaken");
    await alex.presses("Save the policy");
    await alex.reads("The policy is saved.");
    await alex.presses("Review the change");
    expect(await alex.find("textbox", "Name in apps and messages").inputValue()).toBe("Larch");
  });

  story("registers the phones of a CSV file, says which rows are wrong, and reports on every row", async (world) => {
    const alex = await onAdminPage(world);
    await alex.presses("Import");
    await alex.sees("heading", "Import phones");
    await alex.looks("admin: import");
    const choose = alex.page.locator("#csv");
    const file = (text: string) => ({ name: "phones.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await choose.setInputFiles(file("name,number\nx,y\n"));
    await alex.reads("The first line must name the columns userId and phoneNumber.");
    await alex.looks("admin: import of a wrong file");
    await choose.setInputFiles(
      file(
        `userId,phoneNumber\n${user},${phoneNumber}\nsecond@example.com,+41797654321\nthird@example.com,+1\n${user},+41790000000\n`,
      ),
    );
    await alex.sees("heading", "phones.csv");
    await alex.reads("This user is already on line 2.");
    await alex.looks("admin: import preview");
    expect(await linesOnAPhone(alex, "Line 3 second@example.com")).toBe(1);
    await alex.presses(/^Register \d phones$/);
    await alex.sees("heading", "Import finished");
    await alex.reads("Registered: 2. Failed: 0. Left: 0.");
    await alex.reads(/^2 users were never seen here\./);
    await alex.looks("admin: import finished");
    const { fileName, text } = await alex.saves("Download the report");
    expect(fileName).toBe("phones-report.csv");
    expect(text).toContain(`"2","${user}","registered, never seen here",""`);
    expect(text).toContain(`"3","second@example.com","registered, never seen here",""`);
    expect(text).toMatch(/"4","third@example\.com","[^"]+","[^"]+"/);
    expect(text).toMatch(new RegExp(`"5","${user}","[^"]+","This user is already on line 2\\."`));
    expect(text).not.toContain("4179");

    await alex.presses("Users");
    await finds(alex, "second@example.com");
    await alex.reads("+41 ••• •• •• 21");
  });

  story("without a network: said in words, and what was typed stays", async (world) => {
    const alex = await onAdminPage(world);
    alex.watch.expectsTrouble = true;
    await alex.goesOffline();
    await alex.fills("User ID", user);
    await alex.presses("Find");
    await alex.reads("No connection. Check your network and try again. Nothing you typed is lost.");
    expect(await alex.find("textbox", "User ID").inputValue()).toBe(user);
    await alex.looks("admin: offline");
    await alex.goesOnline();
    await alex.presses("Try again");
    await alex.sees("heading", user);
  });
});
