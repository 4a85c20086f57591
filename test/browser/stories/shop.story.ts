import { afterAll, beforeAll, describe, expect } from "vitest";
import { Shop } from "../harness/shop.ts";
import { password } from "../harness/visitor.ts";
import { story } from "../harness/world.ts";

const ada = "ada@example.com";

describe("the recipe with the elements", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.build();
  });
  afterAll(async () => shop.close());

  story(
    "signs in by the password, sets an app up, and asks for its code from then on",
    async (world) => {
      const robin = await world.visitor("en-GB", "computer", await shop.open(world.service, ada));
      const signsIn = async (typed = password): Promise<void> => {
        await robin.fills("E-mail", ada);
        await robin.page.getByLabel("Password", { exact: true }).fill(typed);
        await robin.presses("Sign in");
      };
      await signsIn("wrong");
      await robin.reads("This e-mail address and this password do not go together.");
      await robin.looks("the recipe: a wrong password");
      expect(world.forgive()).toEqual([expect.stringContaining("the server responded with a status of 401")]);

      await signsIn();
      await robin.sees("heading", "Two-step sign-in Off");
      await robin.looks("the recipe: signed in, nothing set up");
      await robin.presses("Set up two-step sign-in");
      await robin.presses(/^Authenticator app/);
      await robin.sees("img", /^QR code/);
      const app = await robin.scansTheScreen();
      expect([app.issuer, app.label]).toEqual(["Shop", ada]);
      await robin.entersCode(await app.freshCode(), "Code from the app");
      expect(await robin.savesCodes()).toHaveLength(10);
      await robin.sees("heading", "Two-step sign-in On");

      await robin.presses("Sign out");
      await robin.sees("heading", "Sign in");
      await robin.page.reload();
      await robin.sees("heading", "Sign in");
      await signsIn();
      await robin.sees("textbox", "Six-digit code");
      await robin.looks("the recipe: the prompt");
      await robin.entersCode(await app.freshCode());
      await robin.sees("heading", "Two-step sign-in On");
      await robin.page.reload();
      await robin.sees("heading", "Two-step sign-in On");
    },
    async () => shop.variables(),
  );
});
