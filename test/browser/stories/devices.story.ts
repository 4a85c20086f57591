import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";

const user = "user@example.com";

describe("a remembered device", () => {
  story("is asked for a code again once its user ends it", async (world) => {
    await world.given.policy({ trustedDevices: { days: 30 } });
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.find("checkbox", "Don’t ask again on this device for 30 days").check();
    await robin.looks("challenge: remember this device");
    await robin.entersCode(await app.freshCode());
    await robin.isInside();

    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.isInside();

    await robin.goesTo("Security");
    await robin.presses("Show the devices, after a code");
    await robin.entersCode(await app.freshCode());
    await robin.reads("Last used on");
    await robin.looks("settings: remembered devices");
    await robin.presses("Forget");
    await robin.reads("No device is remembered.");

    await robin.signsOut();
    await robin.entersPassword(user);
    await robin.sees("textbox", "Six-digit code");
    expect(await robin.focused()).toBe("Six-digit code");
  });
});
