import { describe, expect } from "vitest";
import { mailed } from "../harness/mailbox.ts";
import type { Visitor } from "../harness/visitor.ts";
import { story, type World } from "../harness/world.ts";

const title = "Was this you?";

/** Switches two-step sign-in off, and takes the link from the e-mail about it. */
async function mailedLink(world: World): Promise<string> {
  const { client } = await world.given.admin();
  expect((await client.disable()).problem).toBeUndefined();
  const { pathname, hash } = new URL(await mailed(world, /^https?:\S+\/links\/\S+$/m));
  return `${world.service.pageUrl}${pathname}${hash}`;
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
      ["it-CH", "Sei stato tu?"],
      ["es-ES", "¿Ha sido usted?"],
    ] as const) {
      const robin = await world.visitor(locale);
      await follows(robin, link);
      await robin.sees("heading", heading);
      await robin.looks(`link: ${locale}`);
    }
  });
});
