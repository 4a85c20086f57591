import { TOTP } from "otpauth";
import type { Access } from "../../shared/contract/route.ts";
import type { Authenticator, Ceremony } from "./authenticator.ts";
import type { Answer, CallOptions, CalledService } from "./called-service.ts";

/** A person with an authenticator app and a phone, as the stories need them. */
export class Person {
  readonly service: CalledService;
  readonly email: string;
  /** The newest access token, once there is one. */
  accessToken: string | undefined;
  /** For the app; the service never takes it. */
  assertion: string | undefined;
  backupCodes: readonly string[] = [];
  totpFactorId = "";
  smsFactorId = "";
  passkeyFactorId = "";
  #app: TOTP | undefined;
  readonly #signIn: () => Promise<string>;

  /** `signIn` brings a fresh first-factor token; the demo sign-in's by default. */
  constructor(service: CalledService, email = "user@example.com", signIn?: () => Promise<string>) {
    this.service = service;
    this.email = email;
    this.#signIn = signIn ?? (() => service.signIn(email));
  }

  async passwordToken(): Promise<string> {
    return this.#signIn();
  }

  /** Calls with a fresh first-factor token. */
  async withPassword(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.service.call(method, path, { token: await this.#signIn(), ...options });
  }

  /** Calls with the newest access token. */
  async withAccess(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.service.call(method, path, { token: this.accessToken, ...options });
  }

  /** The strongest token that a call of this level takes. */
  async tokenFor(level: Access): Promise<string> {
    return level === "login" || level === "freshPassword"
      ? this.#signIn()
      : (this.accessToken ?? (await this.#signIn()));
  }

  /** One's own events, with the newest access token if there is one. */
  async activity(query = ""): Promise<Answer> {
    const path = `/v1/activity${query}`;
    const answer = await this.service.call("GET", path, { token: await this.tokenFor("proven") });
    // Without a factor any more, the login's own token is the one that counts.
    return answer.body["code"] === "unauthenticated" ? this.withPassword("GET", path) : answer;
  }

  /** Code that the app shows now, or `steps` later or earlier. */
  totpCode(steps = 0): string {
    if (!this.#app) throw new Error(`${this.email} has no authenticator app`);
    return this.#app.generate({ timestamp: this.service.clock.now() + steps * 30_000 });
  }

  /** A six-digit code that the app shows neither now nor one step before or after. */
  wrongTotpCode(nth = 0): string {
    const right = [-1, 0, 1].map((steps) => this.totpCode(steps));
    const wrong = Array.from({ length: 10 }, (_, digit) => String(digit).repeat(6)).filter(
      (code) => !right.includes(code),
    );
    return wrong[nth % wrong.length] ?? "";
  }

  /** Logs in with the app's next code. */
  async loginWithTotp(): Promise<Answer> {
    this.nextStep();
    return this.verify(this.totpCode(), undefined, this.totpFactorId);
  }

  /** Logs in with a code sent to the phone that the login asks for. */
  async loginWithSms(): Promise<Answer> {
    const { body } = await this.withPassword("POST", "/v1/login");
    return this.verify(this.service.lastSmsCode(), String(body["challenge"]?.id));
  }

  /** The next time step, so that a code not used before is shown. */
  nextStep(): void {
    this.service.clock.forward(30);
  }

  async enrollTotp(options: CallOptions = {}): Promise<Answer> {
    const enrolled = await this.service.call("POST", "/v1/factors", {
      token: await this.tokenFor("fresh"),
      body: { type: "totp" },
      ...options,
    });
    if (enrolled.status === 201) {
      this.totpFactorId = String(enrolled.body["factor"].id);
      this.#app = new TOTP({ secret: String(enrolled.body["secret"]) });
    }
    return enrolled;
  }

  async confirm(factorId: string, code: string): Promise<Answer> {
    const confirmed = await this.service.call("POST", `/v1/factors/${factorId}/confirm`, {
      token: await this.tokenFor("fresh"),
      body: { code },
    });
    this.#keepProof(confirmed);
    return confirmed;
  }

  /** Sets an authenticator app up, from the password to the confirmed factor. */
  async hasTotp(): Promise<void> {
    await this.enrollTotp();
    await this.confirm(this.totpFactorId, this.totpCode());
    this.nextStep();
  }

  /** Sets a phone up, from the password to the confirmed factor. */
  async hasSms(phoneNumber: string): Promise<void> {
    const enrolled = await this.service.call("POST", "/v1/factors", {
      token: await this.tokenFor("fresh"),
      body: { type: "sms", phoneNumber },
    });
    this.smsFactorId = String(enrolled.body["factor"].id);
    await this.confirm(this.smsFactorId, this.service.lastSmsCode());
  }

  /** Starts a passkey's set-up. The answer's `publicKey` is for the authenticator. */
  async enrollPasskey(body: object = {}): Promise<Answer> {
    const enrolled = await this.service.call("POST", "/v1/factors", {
      token: await this.tokenFor("fresh"),
      body: { type: "passkey", ...body },
    });
    if (enrolled.status === 201) this.passkeyFactorId = String(enrolled.body["factor"].id);
    return enrolled;
  }

  async confirmPasskey(factorId: string, credential: object, more: object = {}): Promise<Answer> {
    const confirmed = await this.service.call("POST", `/v1/factors/${factorId}/confirm`, {
      token: await this.tokenFor("fresh"),
      body: { credential, ...more },
    });
    this.#keepProof(confirmed);
    return confirmed;
  }

  /** Sets a passkey up, from the password to the confirmed factor. */
  async hasPasskey(key: Authenticator): Promise<void> {
    const { body } = await this.enrollPasskey();
    await this.confirmPasskey(this.passkeyFactorId, key.create(body["publicKey"]));
  }

  /** Asks what a login needs, and has a passkey answer it. */
  async loginWithPasskey(key: Authenticator, changed: Partial<Ceremony> = {}): Promise<Answer> {
    const { body } = await this.withPassword("POST", "/v1/login");
    return this.verifyPasskey(key.get(body["publicKey"], changed));
  }

  async verifyPasskey(credential: object): Promise<Answer> {
    const verified = await this.withPassword("POST", "/v1/login/verify", { body: { credential } });
    this.#keepProof(verified);
    return verified;
  }

  async verify(code: string, challengeId?: string, factorId?: string): Promise<Answer> {
    const verified = await this.withPassword("POST", "/v1/login/verify", {
      body: { code, ...(challengeId !== undefined && { challengeId }), ...(factorId !== undefined && { factorId }) },
    });
    this.#keepProof(verified);
    return verified;
  }

  #keepProof({ status, body }: Answer): void {
    if (status !== 200 || body["assertion"] === undefined) return;
    this.assertion = String(body["assertion"]);
    this.accessToken = body["accessToken"] ?? undefined;
    if (Array.isArray(body["backupCodes"])) this.backupCodes = body["backupCodes"].map(String);
  }
}
