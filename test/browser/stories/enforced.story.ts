import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";

const user = "user@example.com";
const phoneNumber = "+41791234567";

describe("an organisation that requires a second step", () => {
  story("at the first login: the QR code is scanned, the codes are kept, and the login is over", async (world) => {
    await world.given.policy({ required: true });
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.sees("heading", "Protect your account");
    await robin.looks("enrollment: choice");
    await robin.presses(/^Authenticator app/);
    await robin.sees("heading", "Set up your authenticator app");
    await robin.looks("enrollment: QR code", "enrollment");
    const app = await robin.scansTheScreen();
    expect(app.issuer).toBe("Larch");
    expect(app.label).toContain(user);
    await robin.page.getByText("Can’t scan it? Type in the key").click();
    await robin.looks("enrollment: key");
    const key = await robin.page.locator("[part=secret]").textContent();
    expect(key?.replaceAll(" ", "")).toBe(app.secret);
    await robin.presses("Copy");
    expect(await robin.clipboard()).toBe(app.secret);
    await robin.entersCode(app.wrongCode(), "Code from the app");
    await robin.reads("That code is not right. You have 4 tries left.");
    await robin.looks("enrollment: wrong code");
    await robin.entersCode(await app.freshCode(), "Code from the app");

    await robin.sees("heading", "Keep your backup codes");
    await robin.looks("backup codes", "backup-codes");
    const codes = await robin.find("list", "Your backup codes").getByRole("listitem").allTextContents();
    expect(codes).toHaveLength(10);
    const { fileName, text } = await robin.saves("Download");
    expect(fileName).toBe("backup-codes.txt");
    expect(text.split("\n").filter((line) => /^\w{4}-\w{4}-\w{4}$/.test(line))).toEqual(codes);
    expect(text).toContain("Each code works once");
    await robin.presses("Copy");
    expect(await robin.clipboard()).toBe(codes.join("\n"));
    await robin.presses("Continue");
    await robin.reads("Please save your codes first, then tick this box.");
    await robin.looks("backup codes: not saved");
    await robin.find("checkbox", "I have saved my backup codes").check();
    await robin.presses("Continue");
    await robin.isInside();
    await robin.signsOut();

    await robin.entersPassword(user);
    await robin.entersCode(codes[0] ?? "");
    await robin.isInside();
  });

  story("at the first login, with a phone of one's own", async (world) => {
    await world.given.policy({ required: true });
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.presses(/^Text message/);
    await robin.sees("heading", "Set up your phone");
    await robin.looks("enrollment: phone");
    await robin.reads("Step 2 of 3");
    await robin.fills("Mobile number", "call me");
    await robin.presses("Send the code");
    await robin.reads("Enter the whole mobile number, and check the country.");
    expect(await robin.find("textbox", "Mobile number").inputValue()).toBe("call me");
    await robin.looks("enrollment: misshapen number");
    const country = robin.find("combobox", "Country");
    expect(await country.inputValue()).toBe("GB");
    await country.selectOption("Switzerland (+41)");
    await robin.fills("Mobile number", "079 123 45 67");
    await robin.presses("Send the code");
    await robin.sees("heading", "Enter the code");
    await robin.reads("We have sent a six-digit code to +41 79 123 45 67.");
    await robin.looks("enrollment: code by SMS");
    await robin.entersCode(await robin.phone.nextCode(phoneNumber), "Code from the text message");
    await robin.savesCodes();
    await robin.isInside();
    await robin.reads("You signed in with your password and your phone");
  });

  story("with phones registered by the organisation: only that number, and nobody types it", async (world) => {
    const { client } = await world.given.admin();
    await client.adminPreRegisterPhone({ userId: user, phoneNumber });
    await world.given.policy({ required: true, factorTypes: ["sms"], phoneRegistration: "pre-registered" });
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.reads("Your organisation has put this number on file for you:");
    await robin.reads("+41 ••• •• •• 67");
    expect(await robin.find("textbox", "Mobile number").count()).toBe(0);
    await robin.looks("enrollment: registered phone");
    await robin.presses("Send the code");
    await robin.entersCode(await robin.phone.nextCode(phoneNumber), "Code from the text message");
    await robin.savesCodes();
    await robin.isInside();
  });

  story("with phones registered by the organisation, and none for somebody", async (world) => {
    await world.given.policy({ required: true, factorTypes: ["sms"], phoneRegistration: "pre-registered" });
    const sam = await world.visitor();
    await sam.entersPassword("second@example.com");
    await sam.sees("heading", "Ask your administrator");
    await sam.looks("enrollment: no phone on file");
    await sam.presses("Back");
    await sam.sees("heading", "Sign in to Larch");
  });

  story("a set-up that takes too long begins again, and offline keeps what was typed", async (world) => {
    await world.given.policy({ required: true });
    const robin = await world.visitor();
    robin.watch.expectsTrouble = true;
    await robin.entersPassword(user);
    await robin.presses(/^Text message/);
    await robin.goesOffline();
    await robin.fills("Mobile number", "+41 79 123 45 67");
    await robin.presses("Send the code");
    await robin.reads("No connection. Check your network and try again. Nothing you typed is lost.");
    expect(await robin.find("textbox", "Mobile number").inputValue()).toBe("+41 79 123 45 67");
    await robin.looks("enrollment: offline");
    await robin.goesOnline();
    await robin.presses("Send the code");
    await robin.sees("heading", "Enter the code");
    const code = await robin.phone.nextCode();
    await world.advance(601_000);
    await robin.entersCode(code, "Code from the text message");
    await robin.page
      .getByText(/took too long|has expired/)
      .first()
      .waitFor();
    await robin.looks("enrollment: expired");
  });
});
