import { describe, expect } from "vitest";
import type { Visitor } from "../harness/visitor.ts";
import { story } from "../harness/world.ts";

const user = "user@example.com";

/** Answers to such calls stay away until they are let go. */
async function holdsBack({ page }: Visitor, method: string, addresses: string) {
  const asked = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  await page.route(addresses, async (route, request) => {
    if (request.method() !== method) return route.continue();
    const response = await route.fetch();
    asked.resolve();
    await letGo.promise;
    return route.fulfill({ response });
  });
  return { isAsked: asked.promise, letGo: letGo.resolve };
}

describe("trouble on the way", () => {
  story("without a network: said in words, nothing typed is lost, and it goes on where it stopped", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    robin.watch.expectsTrouble = true;
    await robin.goesOffline();
    await robin.entersPassword(user);
    await robin.reads("Larch cannot be reached. Check your connection and try again.");
    expect(await robin.find("textbox", "E-mail address").inputValue()).toBe(user);
    await robin.looks("sign-in: offline");
    await robin.goesOnline();
    await robin.presses("Sign in");
    await robin.sees("textbox", "Six-digit code");

    await robin.goesOffline();
    const code = await app.freshCode();
    await robin.entersCode(code);
    await robin.reads("No connection. Check your network and try again. Nothing you typed is lost.");
    expect(await robin.find("textbox", "Six-digit code").inputValue()).toBe(code);
    await robin.looks("challenge: offline");
    await robin.goesOnline();
    await robin.presses("Try again");
    await robin.isInside();
  });

  story(
    "a service that is down: said in words, the code stays, and a press of the button tries again",
    async (world) => {
      const { app } = await world.given.authenticator(user);
      const robin = await world.visitor();
      robin.watch.expectsTrouble = true;
      const isDown = await robin.losesTheService("**/v1/login");
      await robin.entersPassword(user);
      await robin.sees("heading", "That did not work");
      await robin.reads("The service is not available right now. Please try again in a moment.");
      await robin.looks("challenge: service down at the start");
      await isDown.over();
      await robin.presses("Try again");
      await robin.sees("textbox", "Six-digit code");

      const isDownAgain = await robin.losesTheService("**/v1/login/verify");
      const code = await app.freshCode();
      await robin.entersCode(code);
      await robin.reads("The service is not available right now. Please try again in a moment.");
      expect(await robin.find("textbox", "Six-digit code").inputValue()).toBe(code);
      await robin.looks("challenge: service down");
      await isDownAgain.over();
      await robin.presses("Try again");
      await robin.isInside();
    },
  );

  story("a password that is too long ago is asked for again", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.entersPassword(user);
    await robin.sees("textbox", "Six-digit code");
    await world.advance(3_600_000);
    await robin.entersCode(await app.freshCode());
    await robin.reads("That took too long. Please sign in again.");
    await robin.sees("heading", "Sign in to Larch");
  });

  story("who signs out while the app still reads an assertion stays signed out", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.signsIn(user, app);
    // With the page goes its access token.
    await robin.page.reload();
    await robin.isInside();
    await robin.goesTo("Security");
    const { isAsked, letGo } = await holdsBack(robin, "POST", "**/local/demo/session");
    await robin.presses("Make new codes");
    await robin.find("group", "Make ten new codes?").getByRole("button", { name: "Make new codes" }).click();
    await robin.proves(async () => app.freshCode());
    await isAsked;
    const isEnded = robin.page.waitForResponse((response) => response.request().method() === "DELETE");
    const isAnswered = robin.page.waitForResponse((response) => response.request().method() === "POST");
    await robin.presses("Sign out");
    letGo();
    await Promise.all([isEnded, isAnswered]);
    await robin.reads("You are signed out.");
    await robin.page.reload();
    await robin.sees("heading", "Sign in to Larch");
  });
});

describe("the settings, once a code was proven", () => {
  story("ask for a recovery under way by the password's token: no access token is answered", async (world) => {
    const { app } = await world.given.authenticator(user);
    const robin = await world.visitor();
    await robin.signsIn(user, app);
    // The access token of the sign-in is the page's until it is loaded anew.
    const statuses: number[] = [];
    robin.page.on("response", (response) => {
      if (new URL(response.url()).pathname === "/v1/recovery") statuses.push(response.status());
    });
    await robin.goesTo("Security");
    await robin.reads("10 codes left");
    expect(statuses).toEqual([200]);
  });
});
