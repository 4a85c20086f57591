import { describe, expect } from "vitest";
import { inSlots } from "../harness/slots.ts";
import { story } from "../harness/world.ts";

const user = "user@example.com";
const phoneNumber = "+41791234567";

describe("signing in", () => {
  story("the password alone lets somebody in who has no second step", async (world) => {
    const robin = await world.visitor();
    await robin.looks("sign-in", "sign-in");
    await robin.entersPassword(user);
    await robin.isInside();
    await robin.sees("heading", "Only a password protects you");
    await robin.looks("overview without a second step");
    await robin.signsOut();
    await robin.looks("signed out");
  });

  story("a wrong password lets nobody in, and the e-mail address stays", async (world) => {
    const robin = await world.visitor();
    await robin.entersPassword(user, "wrong");
    await robin.reads("This e-mail address and password do not go together.");
    expect(await robin.find("textbox", "E-mail address").inputValue()).toBe(user);
    await robin.looks("wrong password");
  });

  story("after the password, the code of the authenticator app", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.sees("heading", "Confirm it is you");
    expect(await robin.focused()).toBe("Six-digit code");
    await robin.looks("challenge: app", "challenge");
    const field = robin.find("textbox", "Six-digit code");
    expect(await field.getAttribute("autocomplete")).toBe("one-time-code");
    await robin.page.keyboard.type("12");
    await inSlots(robin.page, 2);
    await robin.page.keyboard.press("Backspace");
    await inSlots(robin.page, 1);
    await robin.entersCode(await app.freshCode());
    await robin.isInside();
    await robin.reads("You signed in with your password and your authenticator app");
    await robin.looks("overview");
    expect(await robin.page.title()).toBe("Overview · Larch");
    await robin.page.reload();
    await robin.isInside();
  });

  story("a code that comes by SMS by itself, copied from the phone and pasted", async (world) => {
    await world.given.phone(user, phoneNumber);
    await world.advance(60_000);
    const robin = await world.visitor();
    await robin.phone.hasRead(1);
    await robin.entersPassword(user);
    await robin.reads(/^We have sent a code to \+41 ••• •• •• 67\. Valid until \d/);
    const code = await robin.phone.nextCode(phoneNumber);
    await robin.looks("challenge: SMS", "phone");
    await robin.presses(`Copy the code ${code}`);
    await robin.find("textbox", "Six-digit code").press("Control+V");
    await robin.isInside();
    await robin.reads("You signed in with your password and your phone");
  });

  story("an SMS that does not come: the page asks once, and says what it knows and what to do", async (world) => {
    await world.given.phone(user, phoneNumber);
    await world.advance(60_000);
    const robin = await world.visitor();
    const asked: string[] = [];
    robin.page.on("request", (request) => {
      if (request.method() === "GET" && request.url().includes("/v1/login/sms?")) asked.push(request.url());
    });
    await robin.entersPassword(user);
    await robin.reads(/^We have sent a code to/);
    expect(asked).toEqual([]);
    await world.advance(20_000);
    await robin.reads("The text message is on its way. If nothing comes, check your reception, or try another way.");
    await robin.looks("challenge: SMS under way");
    await world.advance(60_000);
    await robin.sees("button", "Send the code again");
    expect(asked).toHaveLength(1);
    expect(await robin.find("button", "Call me instead").count()).toBe(0);
  });

  story(
    "a call in the place of an SMS, where the organization allows it",
    async (world) => {
      await world.given.policy({ voice: true });
      await world.given.phone(user, phoneNumber);
      await world.advance(60_000);
      const robin = await world.visitor();
      await robin.entersPassword(user);
      await robin.reads(/^We have sent a code to/);
      await world.advance(20_000);
      await robin.reads(/^The text message has reached your phone\./);
      await world.advance(60_000);
      await robin.presses("Call me instead");
      await robin.reads(/^We are calling \+41 ••• •• •• 67\. A voice reads your code out, twice\. Valid until/);
      await robin.looks("challenge: call");
      const { messages } = (await (await fetch(`${world.service.url}/local/sms`)).json()) as {
        messages: readonly { readonly body: string; readonly channel?: string }[];
      };
      expect(messages[0]?.channel).toBe("voice");
      const digits = [...(messages[0]?.body ?? "").matchAll(/(\d)<break/g)].map(([, digit]) => digit).join("");
      await robin.entersCode(digits.slice(0, 6));
      await robin.isInside();
    },
    { SMS_PROVIDER: "end-user-messaging" },
  );

  story("another SMS after the wait that is counted down; the code before it is worth nothing then", async (world) => {
    await world.given.phone(user, phoneNumber);
    await world.advance(60_000);
    const robin = await world.visitor();
    await robin.phone.hasRead(1);
    await robin.entersPassword(user);
    const first = await robin.phone.nextCode();
    const waits = robin.page.getByRole("timer");
    expect(await waits.textContent()).toMatch(/^0:\d\d$/);
    expect(await robin.find("button", "Send the code again").count()).toBe(0);
    await world.advance(60_000);
    await robin.presses("Send the code again");
    const second = await robin.phone.nextCode();
    await robin.entersCode(first === second ? "" : first);
    await robin.reads("That code is not right.");
    await robin.entersCode(second);
    await robin.isInside();
  });

  story("a backup code, typed into the field of the normal code", async (world) => {
    const { backupCodes } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    const field = robin.find("textbox", "Six-digit code");
    await field.pressSequentially(`${backupCodes[0] ?? ""} `.toLowerCase());
    expect(await field.inputValue()).toBe(`${backupCodes[0] ?? ""} `.toLowerCase());
    await robin.presses("Continue");
    await robin.isInside();
    await robin.reads("You signed in with your password and a backup code");
    await robin.reads("You used a backup code. Codes left: 9.");
    await robin.looks("overview: after a backup code");
    await robin.presses("Set up your new phone", "link");
    await robin.sees("heading", /^Two-step sign-in/);
  });

  story("a code that a password manager fills in without telling the page", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    const code = await app.freshCode();
    await robin.find("textbox", "Six-digit code").evaluate((field: HTMLInputElement, filled) => {
      field.value = filled;
    }, code);
    await robin.presses("Continue");
    await robin.isInside();
  });

  story("a backup code on a phone, whose keyboard shows letters for it", async (world) => {
    const { backupCodes } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    expect(await robin.find("textbox", "Six-digit code").getAttribute("inputmode")).toBe("numeric");
    await robin.fills("Six-digit code", "0");
    await robin.presses("Type a backup code");
    const field = robin.find("textbox", "Backup code");
    expect(await field.getAttribute("inputmode")).toBe("text");
    expect(await field.inputValue()).toBe("0");
    await robin.entersCode(backupCodes[0] ?? "", "Backup code");
    await robin.isInside();
  });

  story("a backup code by another way than the phone, once and never again", async (world) => {
    const { backupCodes } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.presses("Try another way");
    await robin.sees("heading", "Choose another way");
    await robin.looks("challenge: other ways");
    await robin.presses(/^Backup code One of the codes/);
    await robin.reads("Looks like XXXX-XXXX-XXXX.");
    await robin.looks("challenge: backup code");
    await robin.entersCode(backupCodes[3] ?? "", "Backup code");
    await robin.isInside();
    await robin.signsOut();

    await robin.entersPassword(user);
    await robin.presses("Try another way");
    await robin.presses(/^Backup code One of the codes/);
    await robin.entersCode(backupCodes[3] ?? "", "Backup code");
    await robin.reads("This code has been used already.");
    expect(await robin.find("textbox", "Backup code").inputValue()).toBe(backupCodes[3]);
    await robin.looks("challenge: used backup code");
    await robin.entersCode(backupCodes[4] ?? "", "Backup code");
    await robin.isInside();
  });

  story("somebody who has lost everything reads what the organisation offers", async (world) => {
    await world.given.authenticator(user);
    await world.given.policy({ recoveryHelp: "https://help.example.com/lost-phone" });
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.presses("Try another way");
    await robin.presses(/^I have lost everything/);
    await robin.sees("heading", "Lost your phone and your codes?");
    await robin.looks("challenge: everything lost");
    const link = robin.find("link", /^Get help from your organisation \(help\.example\.com\)/);
    expect(await link.getAttribute("href")).toBe("https://help.example.com/lost-phone");
    expect(await link.getAttribute("rel")).toContain("noopener");
    await robin.presses("Back");
    await robin.sees("heading", "Choose another way");
    await robin.presses("Back");
    await robin.sees("textbox", "Six-digit code");
    await robin.presses("Cancel");
    await robin.sees("heading", "Sign in to Larch");
  });
});
