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
}

describe("somebody who has lost everything", () => {
  story("gets back in by e-mail, after the wait, with a new app", async (world) => {
    await world.given.authenticator(user);
    await world.given.policy({ recovery: { mode: "delay", delayHours: 72 } });
    const robin = await world.visitor();
    await losesEverything(robin);
    await robin.presses(/^Get back in by e-mail/);
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

  story("is sent to the administrator where no way back in is offered", async (world) => {
    await world.given.authenticator(user);
    const robin = await world.visitor();
    await losesEverything(robin);
    await robin.reads(/^Contact the administrator of your organization/);
    expect(await robin.find("button", /^Get back in by e-mail/).count()).toBe(0);
    await robin.looks("challenge: lost, no recovery offered");
  });
});

describe("somebody whose second step was switched off by another", () => {
  story("brings it back in the settings, by the link of the e-mail", async (world) => {
    const { client, app } = await world.given.admin();
    expect((await client.disable()).problem).toBeUndefined();
    const token = async (): Promise<string | undefined> => {
      const answer = await fetch(`${world.service.url}/local/mail`);
      const { mails } = (await answer.json()) as { mails: readonly { text: string }[] };
      return mails.map(({ text }) => /#(lnk_\S+)$/m.exec(text)?.[1]).find((one) => one !== undefined);
    };
    await expect.poll(token).toBeDefined();
    const robin = await world.visitor();
    await robin.page.goto("about:blank");
    await robin.page.goto(`${world.service.pageUrl}/#countersign-undo=${(await token()) ?? ""}`);
    await robin.sees("heading", "Sign in to Larch");
    expect(robin.page.url()).not.toContain("countersign-undo");
    await robin.entersPassword("admin@example.com");
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.sees("heading", "Undo the change");
    await robin.looks("settings: undo");
    await robin.presses("Enter the password");
    await robin.entersPasswordAgain();
    await robin.sees("textbox", "Six-digit code");
    await robin.looks("settings: undo, code");
    await robin.fills("Six-digit code", await app.freshCode());
    await robin.presses("Bring it back");
    await robin.sees("heading", "The method is back");
    await robin.looks("settings: undone");
    await robin.presses("Continue");
    await robin.sees("heading", /^Two-step sign-in On/);
  });
});
