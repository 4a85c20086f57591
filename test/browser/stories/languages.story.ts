import { describe } from "vitest";
import type { Visitor } from "../harness/visitor.ts";
import { story } from "../harness/world.ts";

const user = "user@example.com";

/** As an app does it that speaks more than one language. */
const speaks = (visitor: Visitor, lang: string): Promise<void> =>
  visitor.page.evaluate((tag) => {
    document.documentElement.lang = tag;
  }, lang);

describe("other languages", () => {
  story("the longest words of all fit, from the prompt over the set-up to the settings", async (world) => {
    await world.given.policy({ required: true });
    const robin = await world.visitor("de-CH");
    await speaks(robin, "de");
    await robin.entersPassword(user);
    await robin.sees("heading", "Schützen Sie Ihr Konto");
    await robin.looks("German: choice");
    await robin.presses(/^SMS/);
    await robin.looks("German: phone");
    await robin.presses("Andere Methode wählen");
    await robin.presses(/^Authenticator-App/);
    await robin.sees("textbox", "Code aus der App");
    await robin.looks("German: QR code");
    const app = await robin.scansTheScreen();
    await robin.entersCode(await app.freshCode(), "Code aus der App");
    await robin.page.getByRole("checkbox").check();
    await robin.looks("German: backup codes");
    await robin.presses("Weiter");
    await robin.isInside();
    await robin.goesTo("Security");
    await robin.sees("heading", /^Anmeldung in zwei Schritten/);
    await robin.looks("German: settings");
    for (const [lang, title] of [
      ["fr", "Connexion en deux étapes"],
      ["it", "Accesso in due passaggi"],
      ["es", "Inicio de sesión en dos pasos"],
    ] as const) {
      await speaks(robin, lang);
      await robin.sees("heading", new RegExp(`^${title}`));
      await robin.looks(`${lang}: settings`);
    }
  });
});
