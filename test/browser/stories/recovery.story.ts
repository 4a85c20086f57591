import { describe, expect } from "vitest";
import type { Visitor } from "../harness/visitor.ts";
import { story, type World } from "../harness/world.ts";

const user = "user@example.com";
const codeLine = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/m;

/** The newest code that was mailed, other than the one before. */
async function mailedCode(world: World, before = ""): Promise<string> {
  const newest = async (): Promise<string> => {
    const answer = await fetch(`${world.service.url}/local/mail`);
    const { mails } = (await answer.json()) as { mails: readonly { to: string; text: string }[] };
    return (
      mails
        .filter(({ to }) => to === user)
        .map(({ text }) => codeLine.exec(text)?.[0])
        .find(Boolean) ?? before
    );
  };
  await expect.poll(newest, { timeout: 10_000 }).not.toBe(before);
  return newest();
}

async function losesEverything(robin: Visitor): Promise<void> {
  await robin.entersPassword(user);
  await robin.presses("Try another way");
  await robin.presses(/^I have lost everything/);
  await robin.presses(/^Get back in by e-mail/);
}

describe("somebody who has lost everything", () => {
  story("gets back in by e-mail, after the wait, with a new app", async (world) => {
    await world.given.authenticator(user);
    await world.given.policy({ recovery: { mode: "delay", delayHours: 72 } });
    const robin = await world.visitor();
    await losesEverything(robin);
    await robin.looks("recovery: start");
    await robin.presses("Send me a code");
    await robin.sees("heading", "Enter the code from the e-mail");
    await robin.looks("recovery: first code");
    const first = await mailedCode(world);
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
    await robin.entersCode(await mailedCode(world, first), "Code from the e-mail");
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

  story("reads that the organisation does not offer it", async (world) => {
    await world.given.authenticator(user);
    const robin = await world.visitor();
    await losesEverything(robin);
    await robin.presses("Send me a code");
    await robin.reads(/does not offer this for your account/);
    await robin.looks("recovery: not offered");
    await robin.presses("Back");
    await robin.sees("heading", "Lost your phone and your codes?");
  });
});
