import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";

const user = "user@example.com";

describe("on a phone", () => {
  story("the app on the same phone is one tap away, and its QR code is folded", async (world) => {
    await world.given.policy({ required: true });
    const robin = await world.visitor("en-GB", "phone");
    await robin.entersPassword(user);
    await robin.reads("Step 1 of 3");
    await robin.presses(/^Authenticator app/);
    const link = robin.find("link", "Open in your authenticator app");
    expect(await link.getAttribute("href")).toMatch(/^otpauth:\/\/totp\//);
    await robin.reads("Step 2 of 3");
    await robin.reads(/2FAS, Google Authenticator and Microsoft Authenticator/);
    const picture = robin.find("img", /^QR code/);
    expect(await picture.filter({ visible: true }).count()).toBe(0);
    await robin.looks("phone: open the app");
    await robin.page.getByText("The app is on another device? Show the QR code").click();
    await picture.filter({ visible: true }).waitFor();
  });

  story("the actions of a method are behind one button", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor("en-GB", "phone");
    await robin.signsIn(user, app);
    await robin.goesTo("Security");
    const rename = robin.find("button", "Rename").filter({ visible: true });
    const menu = robin.find("button", "Change “Authenticator app”");
    await menu.waitFor();
    expect(await rename.count()).toBe(0);
    await menu.click();
    await rename.waitFor();
    expect(await menu.getAttribute("aria-expanded")).toBe("true");
    await menu.click();
    expect(await rename.count()).toBe(0);
    await menu.click();
    await robin.looks("phone: the menu of a method");
  });
});
