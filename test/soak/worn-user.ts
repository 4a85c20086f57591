import { TOTP } from "otpauth";
import { Authenticator } from "../harness/authenticator.ts";
import { shopOrigin } from "../harness/world.ts";
import type { Answer, Request, TwoServices } from "./two-services.ts";

/** An answer that was not the expected one. */
export class Unexpected extends Error {
  override readonly name = "Unexpected";
}

/** The body of a verification. */
export type Redeemable =
  | { readonly code: string; readonly challengeId?: string }
  | { readonly credential: Readonly<Record<string, unknown>> };

/** A user with an app, a phone and backup codes, who is also an admin. */
export class WornUser {
  readonly #services: TwoServices;
  readonly #tenant: string;
  readonly #sub: string;
  readonly number: string;
  backupCodes: string[] = [];
  appId = "";
  #phoneId = "";
  #app = new TOTP();
  #accessToken = "";
  readonly #passkey = new Authenticator(shopOrigin);
  #passkeyPath = "";

  constructor(services: TwoServices, nth: number) {
    this.#services = services;
    this.#tenant = `tenant-${nth % 5}`;
    this.#sub = `user-${nth}`;
    this.number = `+4179${String(2_000_000 + nth)}`;
  }

  adminPath(call = ""): string {
    return `/v1/admin/user${call}?userId=${encodeURIComponent(this.#sub)}`;
  }

  async withPassword(method: string, path: string, body?: object): Promise<Answer> {
    const token = this.#services.issuer.token(this.#services.clock, {
      sub: this.#sub,
      org: this.#tenant,
      roles: ["2fa-admin"],
    });
    return this.#call({ method, path, token, ...(body && { body }) });
  }

  async withAccess(method: string, path: string, body?: object): Promise<Answer> {
    return this.#call({ method, path, token: this.#accessToken, ...(body && { body }) });
  }

  /** From the password to an app, a phone and ten backup codes. */
  async setUp(): Promise<void> {
    const enrolled = expectOutcome("201", await this.withPassword("POST", "/v1/factors", { type: "totp" }));
    const app = appOf(enrolled);
    const confirmed = await this.withPassword("POST", `/v1/factors/${app.id}/confirm`, { code: this.codeOf(app.app) });
    expectOutcome("200", confirmed);
    this.#app = app.app;
    this.appId = app.id;
    this.backupCodes = (confirmed.body["backupCodes"] as string[] | undefined) ?? [];
    const body = { type: "sms", phoneNumber: this.number };
    const phone = expectOutcome("201", await this.withAccess("POST", "/v1/factors", body));
    this.#phoneId = idOf(phone);
    const code = this.#services.smsCode(this.number);
    expectOutcome("200", await this.withAccess("POST", `/v1/factors/${this.#phoneId}/confirm`, { code }));
  }

  /** A second app, set up and removed again. */
  async addAndRemoveApp(): Promise<void> {
    const { id, app } = appOf(expectOutcome("201", await this.withAccess("POST", "/v1/factors", { type: "totp" })));
    const path = `/v1/factors/${id}`;
    expectOutcome("200", await this.withAccess("POST", `${path}/confirm`, { code: this.codeOf(app) }));
    expectOutcome("204", await this.withAccess("DELETE", path));
  }

  codeOf(app = this.#app, steps = 0): string {
    return app.generate({ timestamp: this.#services.clock.now() + steps * 30_000 });
  }

  /** A code that the app shows neither now nor a step before or after. */
  wrongCode(): string {
    const right = [-1, 0, 1].map((steps) => this.codeOf(this.#app, steps));
    return ["000000", "111111", "222222", "333333"].find((code) => !right.includes(code)) ?? "";
  }

  /** The service takes no app's token for a change while there is a passkey, so whoever raced it removes it again. */
  async addPasskey(): Promise<void> {
    expectOutcome("200", await this.verify(await this.nextAppCode()));
    const enrolled = expectOutcome("201", await this.withAccess("POST", "/v1/factors", { type: "passkey" }));
    const credential = this.#passkey.create(optionsOf(enrolled));
    const path = `/v1/factors/${idOf(enrolled)}`;
    expectOutcome("200", await this.withAccess("POST", `${path}/confirm`, { credential }));
    this.#passkeyPath = path;
  }

  async removePasskey(): Promise<void> {
    expectOutcome("200", await this.verify(await this.nextPasskeyAnswer()));
    expectOutcome("204", await this.withAccess("DELETE", this.#passkeyPath));
  }

  async nextPasskeyAnswer(): Promise<Redeemable> {
    const asked = expectOutcome("200", await this.withPassword("POST", "/v1/login"));
    return { credential: this.#passkey.get(optionsOf(asked)) };
  }

  async nextAppCode(): Promise<Redeemable> {
    return { code: this.codeOf() };
  }

  async nextSmsCode(): Promise<Redeemable> {
    const sent = await this.withPassword("POST", "/v1/login/sms", { factorId: this.#phoneId });
    const { id } = expectOutcome("202", sent).body["challenge"] as { readonly id: string };
    return { code: this.#services.smsCode(this.number), challengeId: id };
  }

  async nextBackupCode(): Promise<Redeemable> {
    if (this.backupCodes.length === 0) {
      const made = expectOutcome("201", await this.withAccess("POST", "/v1/backup-codes"));
      this.backupCodes = made.body["backupCodes"] as string[];
    }
    return { code: this.backupCodes.shift() ?? "" };
  }

  async verify(code: Redeemable): Promise<Answer> {
    return this.withPassword("POST", "/v1/login/verify", code);
  }

  async #call(request: Request): Promise<Answer> {
    const answer = await this.#services.call(request);
    const { accessToken } = answer.body;
    if (typeof accessToken === "string") this.#accessToken = accessToken;
    return answer;
  }
}

export function expectOutcome(wanted: string, answer: Answer): Answer {
  if (answer.outcome !== wanted) throw new Unexpected(`${answer.outcome} in the place of ${wanted}`);
  return answer;
}

const optionsOf = ({ body }: Answer) => body["publicKey"] as Parameters<Authenticator["get"]>[0];
const idOf = ({ body }: Answer): string => (body["factor"] as { readonly id: string }).id;
const appOf = (enrolled: Answer) => ({
  id: idOf(enrolled),
  app: new TOTP({ secret: String(enrolled.body["secret"]) }),
});
