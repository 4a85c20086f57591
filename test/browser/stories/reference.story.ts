import { describe, expect } from "vitest";
import { story } from "../harness/world.ts";

describe("the API reference", () => {
  story("is read in the browser, from files of this machine only", async (world) => {
    const robin = await world.visitor();
    await robin.presses("Countersign", "link");
    await robin.page.getByText("/v1/login/verify", { exact: false }).first().waitFor();
    expect(await robin.page.title()).toBe("Countersign API reference");
    for (const chapter of [/^Login /, /^One's own second factor /, /^Admin/])
      await robin.page.getByRole("heading", { name: chapter }).first().waitFor();
    await robin.page.setViewportSize({ width: 360, height: 800 });
    const sentences = await robin.page.locator(".opblock-tag small").all();
    expect(sentences.length).toBeGreaterThan(2);
    for (const sentence of sentences) expect((await sentence.boundingBox())?.width).toBeGreaterThan(200);
  });

  story("makes calls as a demo user, and shows a whole answer for each problem", async (world) => {
    const robin = await world.visitor();
    await robin.page.goto(`${world.service.pageUrl}/docs`);
    await robin.find("combobox", "Try it as").selectOption("user@example.com");
    await robin.presses("Sign in as demo user");
    await robin.reads("Calls below are now made as user@example.com, with a first-factor token.");
    const call = robin.page.locator('[id$="-listFactors"]');
    await call.getByRole("button").first().click();
    await call
      .getByText(/"code": "unauthenticated"/)
      .first()
      .waitFor();
    await call.getByRole("button", { name: "Execute" }).click();
    await call
      .getByText(/"enabled": false/)
      .first()
      .waitFor();
  });
});
