import { describe, expect } from "vitest";
import { password } from "../harness/visitor.ts";
import { story } from "../harness/world.ts";

const user = "user@example.com";

describe("without a mouse", () => {
  story("a whole login: password, another way, backup code, and out again", async (world) => {
    const { backupCodes } = await world.given.authenticator(user);
    const robin = await world.visitor();
    const { keyboard } = robin;
    await keyboard.tabsTo("E-mail address");
    await keyboard.types(user);
    await keyboard.tabsTo("Password");
    await keyboard.types(password);
    await keyboard.presses("Enter");
    await robin.sees("heading", "Confirm it is you");
    expect(await robin.focused()).toBe("Six-digit code");
    await keyboard.mustBeSeen();
    await keyboard.tabsTo("Try another way");
    await keyboard.presses("Space");
    await robin.sees("heading", "Choose another way");
    expect(await robin.focused()).toBe("Choose another way");
    await keyboard.tabsTo(/^Backup code/);
    await keyboard.presses("Enter");
    await robin.sees("textbox", "Backup code");
    expect(await robin.focused()).toBe("Backup code");
    await keyboard.types(backupCodes[0] ?? "");
    await keyboard.presses("Enter");
    await robin.isInside();
    await keyboard.tabsTo("Skip to the content");
    await keyboard.presses("Enter");
    await keyboard.tabsTo("Sign out");
    await keyboard.presses("Enter");
    await robin.sees("heading", "Sign in to Larch");
  });

  story("a whole opt-in at the first login: the key is typed in, the codes are kept", async (world) => {
    await world.given.policy({ required: true });
    const robin = await world.visitor();
    const { keyboard } = robin;
    await keyboard.tabsTo(/user@example\.com/);
    await keyboard.presses("Enter");
    await robin.sees("heading", "Protect your account");
    expect(await robin.focused()).toBe("Protect your account");
    await keyboard.tabsTo(/^Authenticator app/);
    await keyboard.presses("Space");
    await robin.sees("heading", "Set up your authenticator app");
    await keyboard.tabsTo(/^Can’t scan it\?/);
    await keyboard.presses("Enter");
    await robin.page.locator("[part=secret]").waitFor();
    const app = await robin.scansTheScreen();
    await keyboard.tabsTo("Code from the app");
    await keyboard.types(await app.freshCode());
    await robin.sees("heading", "Keep your backup codes");
    expect(await robin.focused()).toBe("Keep your backup codes");
    await keyboard.tabsTo("Continue");
    await keyboard.presses("Enter");
    await robin.reads("Please save your codes first");
    expect(await robin.focused()).toBe("I have saved my backup codes");
    await keyboard.presses("Space");
    await keyboard.tabsTo("Continue");
    await keyboard.presses("Enter");
    await robin.isInside();
  });
});
