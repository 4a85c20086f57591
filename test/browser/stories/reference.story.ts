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
  });
});
