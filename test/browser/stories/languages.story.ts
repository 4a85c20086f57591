import { describe } from "vitest";
import { password, type Visitor } from "../harness/visitor.ts";
import { story } from "../harness/world.ts";

const user = "user@example.com";

/** By the switch of the app. */
const speaks = async (visitor: Visitor, lang: string): Promise<void> => {
  await visitor.page.locator("select.language").selectOption(lang);
};

describe("other languages", () => {
  story("the longest words of all fit, from the prompt over the set-up to the settings", async (world) => {
    await world.given.policy({ required: true });
    const robin = await world.visitor("de-CH");
    await robin.sees("heading", "Bei Larch anmelden");
    await robin.looks("German: sign-in");
    await robin.fills("E-Mail-Adresse", user);
    await robin.page.getByLabel("Passwort", { exact: true }).fill(password);
    await robin.presses("Anmelden");
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
    await robin.isInside(/^Schön, Sie zu sehen, /);
    await robin.looks("German: overview");
    await robin.presses("Sicherheit", "link");
    await robin.sees("heading", /^Zwei-Schritt-Anmeldung/);
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
