import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";

const user = "user@example.com";
const day = 86_400_000;

describe("an organisation that is about to require a second step", () => {
  story("in the days of grace: it can be put off, or set up at once, until it cannot", async (world) => {
    await world.given.policy({ enforcement: "on", graceDays: 7 });
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.sees("heading", "Set up your second step");
    await robin.reads(/You can put it off until /);
    await robin.looks("challenge: grace");
    await robin.presses("Later");
    await robin.isInside();
    await robin.signsOut();

    await robin.entersPassword(user);
    await robin.presses("Set up now");
    await robin.sees("heading", "Protect your account");
    await robin.looks("challenge: set-up in the days of grace");
    await robin.page.reload();

    await world.advance(7 * day);
    await robin.entersPassword(user);
    await robin.sees("heading", "Protect your account");
    expect(await robin.find("button", "Later").count()).toBe(0);
  });

  story("in a rehearsal: says from when, and lets everybody go on", async (world) => {
    const from = new Date(world.now() + 30 * day).toISOString();
    await world.given.policy({ enforcement: "report", enforcementFrom: from });
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.sees("heading", "You will soon need a second step");
    await robin.reads(/^From .* on you will need a second step after your password\.$/);
    await robin.looks("challenge: rehearsal");
    await robin.presses("Later");
    await robin.isInside();
    await robin.signsOut();

    await world.given.policy({ phoneRegistration: "pre-registered" });
    await world.advance(61_000);
    await robin.entersPassword(user);
    await robin.reads(/Ask your administrator before then\.$/);
    expect(await robin.find("button", "Set up now").count()).toBe(0);
    await robin.looks("challenge: rehearsal, nothing to set up");
    await robin.presses("Later");
    await robin.isInside();
  });
});
