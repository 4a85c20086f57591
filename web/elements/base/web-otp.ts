import type { ReactiveController } from "lit";

/** WebOTP (https://wicg.github.io/web-otp): types of TypeScript's DOM library do not have it. */
interface OtpRequest extends CredentialRequestOptions {
  readonly otp: { readonly transport: readonly ["sms"] };
}

/** Takes the code from the SMS where the browser offers it, as long as its host waits for one. */
export class WebOtp implements ReactiveController {
  declare private readonly awaited: () => string | null;
  declare private readonly onCode: (code: string) => void;
  declare private challenge: string | null;
  declare private pending: AbortController | null;

  /** `awaited` names the challenge whose code is awaited; null: none. */
  constructor(awaited: () => string | null, onCode: (code: string) => void) {
    this.awaited = awaited;
    this.onCode = onCode;
    this.challenge = null;
    this.pending = null;
  }

  hostUpdated(): void {
    const challenge = this.awaited();
    if (challenge === this.challenge) return;
    this.stop();
    this.challenge = challenge;
    if (challenge !== null && "OTPCredential" in globalThis) void this.ask(challenge);
  }

  hostDisconnected(): void {
    this.stop();
  }

  private async ask(challenge: string): Promise<void> {
    this.pending = new AbortController();
    const request: OtpRequest = { otp: { transport: ["sms"] }, signal: this.pending.signal };
    try {
      const credential = await navigator.credentials.get(request);
      const code = credential !== null && "code" in credential ? credential.code : null;
      if (typeof code === "string" && this.challenge === challenge) this.onCode(code);
    } catch {
      // Refused, or nobody waits any more: the code is typed by hand.
    }
  }

  private stop(): void {
    this.pending?.abort();
    this.pending = null;
    this.challenge = null;
  }
}
