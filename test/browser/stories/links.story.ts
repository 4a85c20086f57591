import { describe, expect } from "vitest";
import { mailed, mailedCode } from "../harness/mailbox.ts";
import type { Visitor } from "../harness/visitor.ts";
import { story, type World } from "../harness/world.ts";

const title = "Was this you?";

const user = "user@example.com";
const daysOf = (days: number): number => days * 86_400_000;

/** The link of the newest e-mail that has one of this kind. */
async function linkOf(world: World, kind: "changed" | "reopen" | "cancel-recovery"): Promise<string> {
  const { pathname, hash } = new URL(await mailed(world, new RegExp(`^https?:\\S+/links/${kind}#\\S+$`, "m")));
  return `${world.service.pageUrl}${pathname}${hash}`;
}

/** Switches two-step sign-in off, and takes the link from the e-mail about it. */
async function mailedLink(world: World): Promise<string> {
  const { client } = await world.given.admin();
  expect((await client.disable()).problem).toBeUndefined();
  return linkOf(world, "changed");
}

/** Somebody with the password asks to get in by e-mail, and types the code. */
async function recovers(world: World): Promise<Visitor> {
  await world.given.authenticator(user);
  await world.given.policy({ recovery: { mode: "delay", delayHours: 72 } });
  const thief = await world.visitor();
  await thief.entersPassword(user);
  await thief.presses("Try another way");
  await thief.presses(/^I have lost everything/);
  await thief.presses(/^Get back in by e-mail/);
  await thief.presses("Send me a code");
  await thief.entersCode(await mailedCode(world, user), "Code from the e-mail");
  await thief.sees("heading", "Now you have to wait");
  return thief;
}

async function closesTheApp(world: World) {
  const { app } = await world.given.authenticator(user);
  await world.given.wrongCodes(user, app, 20);
  return { app, link: await linkOf(world, "reopen") };
}

async function follows(robin: Visitor, link: string): Promise<readonly string[]> {
  const posted: string[] = [];
  robin.page.on("request", (request) => {
    if (request.method() === "POST") posted.push(new URL(request.url()).pathname);
  });
  await robin.page.goto("about:blank");
  await robin.page.goto(link);
  return posted;
}

describe("the link of an e-mail", () => {
  story("only reads until somebody presses the second button", async (world) => {
    const link = await mailedLink(world);
    const robin = await world.visitor();
    const posted = await follows(robin, link);
    await robin.sees("heading", title);
    expect(robin.page.url()).not.toContain("#");
    await robin.reads(/^\d{1,2} [A-Z][a-z]+ \d{4} at \d{2}:\d{2}$/);
    await robin.looks("link: a removal");
    const choices = await robin.page.getByRole("button").allTextContents();
    expect(choices).toEqual(["It was me", "That wasn’t me: stop it"]);
    await robin.presses("It was me");
    await robin.reads("Nothing was changed. You can close this page.");
    await robin.looks("link: left");
    expect(posted).toEqual(["/v1/links"]);
  });

  story("stops changes, and leads to the app", async (world) => {
    const link = await mailedLink(world);
    const robin = await world.visitor();
    const posted = await follows(robin, link);
    await robin.presses("That wasn’t me: stop it");
    await robin.reads("Changes are stopped for 24 hours.");
    await robin.looks("link: stopped");
    expect(posted).toEqual(["/v1/links", "/v1/freeze"]);
    expect(await robin.find("link", "Sign in to undo it").getAttribute("href")).toMatch(/#countersign-undo=lnk_/);
    await follows(robin, link);
    await robin.reads(/^There is nothing left to do/);
    await follows(robin, `${link}x`);
    await robin.reads(/^This is no link of this service/);
  });

  story("speaks the reader's language", async (world) => {
    const link = await mailedLink(world);
    for (const [locale, heading] of [
      ["de-CH", "Waren Sie das?"],
      ["fr-CH", "Était-ce vous ?"],
      ["it-CH", "L’hai fatto tu?"],
      ["es-ES", "¿Ha sido usted?"],
    ] as const) {
      const robin = await world.visitor(locale);
      await follows(robin, link);
      await robin.sees("heading", heading);
      await robin.looks(`link: ${locale}`);
    }
  });
});

describe("the link of a recovery's notice", () => {
  const question = "Did you ask to get back in?";

  story("only reads, ends the recovery once it is pressed, and says so the second time", async (world) => {
    const thief = await recovers(world);
    const link = await linkOf(world, "cancel-recovery");
    const robin = await world.visitor();
    const posted = await follows(robin, link);
    await robin.sees("heading", question);
    await robin.reads("u•••@e•••.com");
    expect(robin.page.url()).not.toContain("#");
    await robin.looks("link: a recovery");
    expect(posted).toEqual(["/v1/links"]);
    await thief.presses("See how it stands");
    await thief.sees("heading", "Now you have to wait");

    await robin.presses("That wasn’t me: end it");
    await robin.reads("The request has ended. Change your password now.");
    await robin.looks("link: a recovery, ended");
    expect(posted).toEqual(["/v1/links", "/v1/recovery/cancel"]);
    await thief.presses("See how it stands");
    await thief.sees("button", "Send me a code");
    const again = await follows(robin, link);
    await robin.reads(/^There is nothing left to do/);
    expect(await robin.page.getByRole("button").count()).toBe(0);
    await robin.looks("link: a recovery, done before");
    expect(again).toEqual(["/v1/links"]);
  });

  story("does nothing once it is too old", async (world) => {
    await recovers(world);
    const link = await linkOf(world, "cancel-recovery");
    await world.advance(daysOf(40));
    const robin = await world.visitor();
    const posted = await follows(robin, link);
    await robin.reads("This link is too old.");
    expect(await robin.page.getByRole("button").count()).toBe(0);
    await robin.looks("link: a recovery, too old");
    expect(posted).toEqual(["/v1/links"]);
  });

  story("is followed from the demo's mailbox, into a tab of its own", async (world) => {
    const thief = await recovers(world);
    await thief.presses(/^Mail/, "tab");
    await thief.page.locator(".mail summary").first().click();
    const [opened] = await Promise.all([
      thief.page.context().waitForEvent("page"),
      thief.find("link", /\/links\/cancel-recovery#/).click(),
    ]);
    await opened.getByRole("heading", { name: question }).waitFor();
    expect(new URL(opened.url()).origin).toBe(world.service.pageUrl);
    expect(await opened.evaluate(() => window.opener)).toBeNull();
  });
});

describe("the link of a closed method's notice", () => {
  story("only reads, opens the method once it is pressed, and says so the second time", async (world) => {
    const { app, link } = await closesTheApp(world);
    const robin = await world.visitor();
    const posted = await follows(robin, link);
    await robin.sees("heading", "Open the sign-in method again?");
    await robin.looks("link: a closed method");
    await robin.presses("Leave it closed");
    await robin.reads("Nothing was changed. You can close this page.");
    expect(posted).toEqual(["/v1/links"]);

    await follows(robin, link);
    await robin.presses("Open it again");
    await robin.reads("The sign-in method is open again, for five tries.");
    await robin.looks("link: a method open again");
    await follows(robin, link);
    await robin.reads(/^There is nothing left to do/);
    expect(await robin.page.getByRole("button").count()).toBe(0);
    const other = await world.visitor();
    await other.signsIn(user, app);
  });

  story("does nothing once it is too old", async (world) => {
    const { link } = await closesTheApp(world);
    await world.advance(daysOf(7.01));
    const robin = await world.visitor();
    const posted = await follows(robin, link);
    await robin.reads("This link is too old.");
    expect(await robin.page.getByRole("button").count()).toBe(0);
    await robin.looks("link: a closed method, too old");
    expect(posted).toEqual(["/v1/links"]);
  });
});
