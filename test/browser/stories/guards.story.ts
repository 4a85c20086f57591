import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";
import type { World } from "../harness/world.ts";

/** Takes the complaints of the world, so that the story does not fail because of them. */
function complaintsOf(world: World): string {
  return world.forgive().join("\n");
}

describe("the watch over every story", () => {
  story("notices what breaks the page's policy, what is asked of others, and errors", async (world) => {
    const robin = await world.visitor();
    await robin.page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "body { color: red }";
      document.head.append(style);
    });
    await expect.poll(() => complaintsOf(world)).toMatch(/Content Security Policy/);
    await robin.page.evaluate(() => void setTimeout(() => JSON.parse("{"), 0));
    await expect.poll(() => complaintsOf(world)).toContain("uncaught: SyntaxError");
    // oxlint-disable-next-line no-console -- what a page of ours must not do
    await robin.page.evaluate(() => console.warn("careful"));
    await expect.poll(() => complaintsOf(world)).toContain("warning: careful");
    await robin.page.evaluate(() => void fetch("/assets/missing.js"));
    await expect.poll(() => complaintsOf(world)).toContain("status of 404");
    await robin.page.goto("http://elsewhere.example/").catch(() => null);
    await expect.poll(() => complaintsOf(world)).toContain("asks somebody else: http://elsewhere.example/");
    world.forgive();
  });

  story("hands a browser on without a trace of who used it before", async (world) => {
    const robin = await world.visitor();
    const context = robin.page.context();
    await robin.page.evaluate(() => {
      document.cookie = "left=behind";
      localStorage.setItem("left", "behind");
      sessionStorage.setItem("left", "behind");
    });
    await world.advance(3_600_000);
    robin.watch.expectsTrouble = true;
    await robin.goesOffline();
    await world.dismiss(robin);

    const sam = await world.visitor();
    expect(sam.page.context() === context, "the same browser").toBe(true);
    const left = await sam.page.evaluate(() => ({
      cookies: document.cookie,
      kept: [localStorage.length, sessionStorage.length],
      isOnline: navigator.onLine,
    }));
    expect(left).toEqual({ cookies: "", kept: [0, 0], isOnline: true });
    expect(Math.abs((await sam.page.evaluate(() => Date.now())) - world.now())).toBeLessThan(60_000);
  });

  story("notices what some people cannot read, also inside elements, and a page that is too wide", async (world) => {
    const { app } = await world.given.authenticator("user@example.com");
    const robin = await world.visitor();
    await robin.entersPassword("user@example.com");
    await robin.sees("textbox", "Six-digit code");
    await robin.page.locator("countersign-challenge").evaluate((element) => {
      element.style.setProperty("--countersign-muted", "#cccccc");
      element.shadowRoot?.querySelector("label")?.remove();
    });
    await robin.looks("spoilt");
    const complaints = complaintsOf(world);
    expect(complaints).toMatch(/spoilt, light: color-contrast/);
    expect(complaints).toMatch(/spoilt, narrow: label/);
    expect(complaints).not.toMatch(/spoilt, dark: color-contrast/);
    expect(complaints).not.toMatch(/sideways|cut off/);

    // On the gradient of the page no style sheet says what the ground is.
    await robin.page.evaluate(() => {
      const footer = document.querySelector("footer");
      if (footer !== null) footer.style.color = "#3a6a5e";
    });
    const element = robin.page.locator("countersign-challenge");
    await element.evaluate(({ style }) => style.setProperty("--countersign-muted", "#333333"));
    await robin.looks("pale");
    const pale = complaintsOf(world);
    expect(pale).toMatch(/pale, light: contrast: \d\.\d+ in the place of 4\.5\n {2}at footer/);
    expect(pale).toMatch(/pale, dark: color-contrast/);

    await robin.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("@media (max-width: 400px) { .folds { display: none } }");
      document.adoptedStyleSheets.push(sheet);
      const [button, name] = [document.createElement("button"), document.createElement("span")];
      [name.className, name.textContent] = ["folds", "Go"];
      button.append(name);
      document.querySelector("#main")?.append(button);
      for (const one of document.querySelectorAll("footer")) one.style.removeProperty("color");
    });
    await robin.looks("folded");
    expect(complaintsOf(world)).toMatch(/folded, narrow: button-name/);
    expect(complaintsOf(world)).not.toMatch(/folded, light: button-name/);

    await robin.page.evaluate(() => {
      const wide = document.createElement("p");
      wide.textContent = "x".repeat(80);
      document.querySelector("#main")?.append(wide);
    });
    await robin.looks("wide");
    expect(complaintsOf(world)).toMatch(/wide, narrow: cut off: x/);
    await robin.page.evaluate(() => document.body.append("y".repeat(80)));
    await robin.looks("wider");
    expect(complaintsOf(world)).toMatch(/wider, narrow: scrolls sideways/);
    expect(app.issuer).toBe("Larch");
  });
});
