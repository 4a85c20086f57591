import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";

const user = "user@example.com";
const phoneNumber = "+41791234567";

describe("a code that is refused", () => {
  story("says what is wrong with it and how many tries are left", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    const field = robin.find("textbox", "Six-digit code");
    await field.fill("12345");
    await robin.presses("Continue");
    await robin.reads("Enter the six digits of your code, or one of your backup codes.");
    await robin.looks("challenge: misshapen code");
    const wrong = app.wrongCode();
    await robin.entersCode(wrong);
    await robin.reads("That code is not right. You have 4 tries left.");
    expect(await field.inputValue()).toBe(wrong);
    expect(await robin.focused()).toBe("Six-digit code");
    expect(await field.getAttribute("aria-describedby")).toContain("code-error");
    await robin.looks("challenge: wrong code");
    await robin.page.keyboard.press("Enter");
    await robin.reads("That code is not right. You have 4 tries left.");
    await robin.page.keyboard.type(await app.freshCode());
    await robin.isInside();
  });

  story("works once: the same code is not taken again, and costs no try", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    const code = await app.freshCode();
    await robin.entersCode(code);
    await robin.isInside();
    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.entersCode(code);
    await robin.reads("This code has been used already. Each code works once: please use the next one.");
    await robin.looks("challenge: used code");
    await robin.entersCode(app.wrongCode());
    await robin.reads("You have 4 tries left.");
    await robin.entersCode(await app.freshCode());
    await robin.isInside();
  });

  story("is too old: what the app showed some minutes ago", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    const old = app.codeAt(0);
    await world.advance(120_000);
    await robin.entersCode(old);
    await robin.reads("That code is not right.");
    await robin.entersCode(await app.freshCode());
    await robin.isInside();
  });

  story("twice from the app: the page asks about the phone's clock", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    const hint = robin.page.getByText("Is your phone’s time set automatically?");
    await robin.entersCode(app.wrongCode(0));
    await robin.reads("You have 4 tries left.");
    expect(await hint.count()).toBe(0);
    await robin.entersCode(app.wrongCode(1));
    await robin.reads("You have 3 tries left.");
    await hint.waitFor();
    expect(await robin.find("textbox", "Six-digit code").getAttribute("aria-describedby")).toContain("code-hint");
    await robin.looks("challenge: wrong code, twice");
  });

  story("has expired: an SMS is answered with a new one", async (world) => {
    await world.given.phone(user, phoneNumber);
    await world.advance(60_000);
    const robin = await world.visitor();
    await robin.phone.hasRead(1);
    await robin.entersPassword(user);
    const old = await robin.phone.nextCode();
    // The password stays good a little longer than the code.
    await world.advance(301_000);
    await robin.entersCode(old);
    await robin.reads("This code has expired. Please request a new one.");
    await robin.looks("challenge: expired SMS");
    await robin.presses("Send a new code");
    await robin.entersCode(await robin.phone.nextCode());
    await robin.isInside();
  });

  story("five times: the wait is counted down, other methods stay open, and then it goes on", async (world) => {
    const { app, backupCodes } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    for (let nth = 0; nth < 4; nth += 1) {
      await robin.entersCode(app.wrongCode(nth));
      await robin.reads(/You have \d (try|tries) left\.$/);
      await robin.reads(`You have ${["4 tries", "3 tries", "2 tries", "1 try"][nth] ?? ""} left.`);
    }
    await robin.entersCode(app.wrongCode(4));
    await robin.reads("Too many wrong codes.");
    await robin.reads(/^You can try again in 0:(30|2\d)$/);
    expect(await robin.find("textbox", "Six-digit code").isDisabled()).toBe(true);
    await robin.looks("challenge: locked");

    const sam = await world.visitor();
    await sam.entersPassword(user);
    await sam.presses("Try another way");
    await sam.presses(/^Backup code One of/);
    await sam.entersCode(backupCodes[0] ?? "", "Backup code");
    await sam.isInside();
    await sam.reads(/5 wrong codes were tried since your last sign-in\./);
    await sam.looks("overview: wrong codes before the sign-in");

    await world.advance(31_000);
    await robin.find("textbox", "Six-digit code").and(robin.page.locator(":enabled")).waitFor();
    await robin.looks("challenge: no longer locked");
    await robin.entersCode(await app.freshCode());
    await robin.isInside();
  });

  story("twenty times: the method is switched off", async (world) => {
    const { app, backupCodes } = await world.given.authenticator(user);
    await world.given.wrongCodes(user, app, 19);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.entersCode(app.wrongCode());
    await robin.reads("This method is switched off after too many wrong codes.");
    await robin.looks("challenge: method switched off");
    await robin.presses("Try another way");
    await robin.presses(/^Backup code One of/);
    await robin.entersCode(backupCodes[0] ?? "", "Backup code");
    await robin.isInside();
  });
});
