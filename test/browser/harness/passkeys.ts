import type { CDPSession } from "playwright-core";
import { sessionOf } from "./session.ts";
import type { Visitor } from "./visitor.ts";

/** The authenticators that people have, as Chromium's virtual ones (https://w3c.github.io/webauthn/#sctn-automation). */
const common = { automaticPresenceSimulation: true, isUserVerified: true } as const;
const ctap2 = { ...common, protocol: "ctap2", ctap2Version: "ctap2_1", hasResidentKey: true } as const;
const models = {
  synced: {
    ...ctap2,
    transport: "internal",
    hasUserVerification: true,
    defaultBackupEligibility: true,
    defaultBackupState: true,
  },
  bound: { ...ctap2, transport: "internal", hasUserVerification: true },
  usb: { ...ctap2, transport: "usb", hasUserVerification: false },
  u2f: { ...common, protocol: "u2f", transport: "usb" },
  hybrid: {
    ...ctap2,
    transport: "hybrid",
    hasUserVerification: true,
    defaultBackupEligibility: true,
    defaultBackupState: true,
  },
} as const;
export type Model = keyof typeof models;

/** An authenticator of a visitor's browser. */
export class Passkeys {
  readonly #session: CDPSession;
  readonly #authenticatorId: string;

  private constructor(session: CDPSession, authenticatorId: string) {
    this.#session = session;
    this.#authenticatorId = authenticatorId;
  }

  static async of({ page }: Visitor, model: Model = "synced"): Promise<Passkeys> {
    const session = await sessionOf(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options: models[model] });
    return new Passkeys(session, authenticatorId);
  }

  async count(): Promise<number> {
    return (await this.#credentials()).length;
  }

  /** Nobody touches it from now on, or somebody does again: without a touch the browser gives up when its time is over. */
  async answers(isEager: boolean): Promise<void> {
    await this.#session.send("WebAuthn.setAutomaticPresenceSimulation", {
      authenticatorId: this.#authenticatorId,
      enabled: isEager,
    });
  }

  /** The finger is the wrong one. */
  async recognizes(isUserVerified: boolean): Promise<void> {
    await this.#session.send("WebAuthn.setUserVerified", { authenticatorId: this.#authenticatorId, isUserVerified });
  }

  async #credentials() {
    const { credentials } = await this.#session.send("WebAuthn.getCredentials", {
      authenticatorId: this.#authenticatorId,
    });
    return credentials;
  }
}

export const passkeyUser = "user@example.com";

/** From the password to the first method, a passkey; `place`: where it should be kept. */
export async function setsUpPasskey(
  robin: Visitor,
  place?: "Security key" | "This device",
): Promise<readonly string[]> {
  await robin.entersPassword(passkeyUser);
  await robin.isInside();
  await robin.goesTo("Security");
  await robin.presses("Set up two-step sign-in");
  await robin.presses(/^Passkey/);
  if (place !== undefined) {
    await robin.page.getByText("More", { exact: true }).click();
    await robin.find("radio", place).check();
  }
  await robin.presses("Continue");
  return robin.savesCodes();
}

/** The newest challenge of the prompt is answered by the browser. */
export async function signsInWithPasskey(robin: Visitor): Promise<void> {
  await robin.entersPassword(passkeyUser);
  await robin.presses("Use your passkey");
  await robin.isInside();
}
