import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { HOTP, Secret } from "otpauth";
import { totpPeriod, totpStepAt } from "../../shared/account/instant.ts";
import { type Answer, type Caller, fieldOf, outcomeOf, type SigningIssuer } from "./caller.ts";
import { coseKeyOf } from "../../shared/factors/passkey/registration.ts";

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();
const text = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

/** A security key in software, with the page before it (WebAuthn Level 3 section 6). */
class SoftwareKey {
  readonly #origin: string;
  readonly #rpId: string;
  readonly #id = randomBytes(32);
  readonly #privateKey: KeyObject;
  readonly #cose: Uint8Array;
  #uses = 0;

  constructor({ origin, rpId }: { readonly origin: string; readonly rpId: string }) {
    this.#origin = origin;
    this.#rpId = rpId;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#privateKey = privateKey;
    this.#cose = coseKeyOf({
      algorithm: -7,
      key: Buffer.concat([Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]),
    });
  }

  create(challenge: string): object {
    const length = Buffer.from([0, this.#id.length]);
    const data = Buffer.concat([this.#data(0x45), Buffer.alloc(16), length, this.#id, this.#cose]);
    // A CBOR map of three: no statement, since none is asked for.
    const attestationObject = Buffer.concat([
      Buffer.from("a363666d74646e6f6e656761747453746d74a0686175746844617461", "hex"),
      Buffer.from([0x59, data.length >> 8, data.length & 255]),
      data,
    ]);
    return this.#answer({
      clientDataJSON: this.#client("webauthn.create", challenge),
      attestationObject: text(attestationObject),
      transports: ["usb"],
    });
  }

  get(challenge: string): object {
    this.#uses += 1;
    const data = this.#data(0x05);
    const clientDataJSON = this.#client("webauthn.get", challenge);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    const signature = text(sign("sha256", signed, this.#privateKey));
    return this.#answer({ clientDataJSON, authenticatorData: text(data), signature, userHandle: null });
  }

  #client(type: string, challenge: string): string {
    return text(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #data(flags: number): Buffer {
    const end = Buffer.alloc(5);
    end.writeUInt8(flags);
    end.writeUInt32BE(this.#uses, 1);
    return Buffer.concat([sha256(this.#rpId), end]);
  }

  #answer(response: object): object {
    const id = text(this.#id);
    return { id, rawId: id, type: "public-key", response, clientExtensionResults: {} };
  }
}

/** Where the races are. */
export interface Ground {
  readonly caller: Caller;
  readonly issuer: SigningIssuer;
  readonly tenantClaim: string;
  readonly tenant: string;
  readonly now: () => number;
}

/** Seconds before the end of a step in which no set-up begins: the code of the step before has to be good for one call. */
const margin = 3;

/** A user of the self-check, new for each race, so that none waits for another time step. */
export class ProvenUser {
  readonly id = `user-${randomBytes(6).toString("hex")}`;
  readonly #ground: Ground;
  readonly #more: Readonly<Record<string, unknown>>;
  #secret = "";
  factorId = "";
  accessToken = "";
  backupCodes: readonly string[] = [];

  constructor(ground: Ground, more: Readonly<Record<string, unknown>> = {}) {
    this.#ground = ground;
    this.#more = more;
  }

  async withPassword(method: string, path: string, body?: object): Promise<Answer> {
    const { caller, issuer, tenantClaim, tenant } = this.#ground;
    const token = await caller.token(issuer, { sub: this.id, [tenantClaim]: tenant, ...this.#more });
    return caller.call(method, path, token, body);
  }

  async withAccess(method: string, path: string, body?: object): Promise<Answer> {
    return this.#ground.caller.call(method, path, this.accessToken, body);
  }

  /** The code of now, or of `steps` later. */
  code(steps = 0): string {
    const counter = totpStepAt(this.#ground.now()) + steps;
    return HOTP.generate({ secret: Secret.fromBase32(this.#secret), counter });
  }

  /** Codes that no step near now has. */
  wrongCodes(count: number): readonly string[] {
    const near = [-2, -1, 0, 1, 2].map((steps) => this.code(steps));
    return Array.from({ length: count + near.length }, (_, nth) => String(nth * 3571).padStart(6, "0"))
      .filter((code) => !near.includes(code))
      .slice(0, count);
  }

  async beginsApp(): Promise<void> {
    await this.#awayFromTheEnd();
    const enrolled = await this.withPassword("POST", "/v1/factors", { type: "totp" });
    this.#secret = fieldOf(enrolled, "secret");
    this.factorId = fieldOf(enrolled, "factor", "id");
  }

  async confirms(body: object): Promise<Answer> {
    return this.withPassword("POST", `/v1/factors/${this.factorId}/confirm`, body);
  }

  /** Sets an app up with the code of the step before, so that the one of now is still to come. */
  async hasApp(): Promise<void> {
    await this.beginsApp();
    const early = await this.confirms({ code: this.code(-1) });
    const isStrict = outcomeOf(early) === "invalid_code";
    this.#keep(isStrict ? await this.confirms({ code: this.code() }) : early);
    // The strict profile takes no code of the step before.
    if (isStrict) await this.#nextStep();
  }

  async hasPasskey(site: { readonly origin: string; readonly rpId: string }): Promise<SoftwareKey> {
    const key = new SoftwareKey(site);
    const enrolled = await this.withPassword("POST", "/v1/factors", { type: "passkey" });
    this.factorId = fieldOf(enrolled, "factor", "id");
    this.#keep(await this.confirms({ credential: key.create(fieldOf(enrolled, "publicKey", "challenge")) }));
    return key;
  }

  async verify(body: object): Promise<Answer> {
    return this.withPassword("POST", "/v1/login/verify", body);
  }

  async logsIn(): Promise<void> {
    this.#keep(await this.verify({ code: this.code() }));
  }

  #keep(answer: Answer): void {
    const { accessToken, backupCodes } = answer.body;
    // An issuer without accessTokenFor brings none: then only the races of logins are possible.
    this.accessToken = typeof accessToken === "string" ? accessToken : "";
    if (Array.isArray(backupCodes)) this.backupCodes = backupCodes.map(String);
    fieldOf(answer, "assertion");
  }

  async #awayFromTheEnd(): Promise<void> {
    const into = (this.#ground.now() / 1000) % totpPeriod;
    if (into > totpPeriod - margin) await this.#nextStep();
  }

  async #nextStep(): Promise<void> {
    const left = totpPeriod - ((this.#ground.now() / 1000) % totpPeriod);
    await pause(left * 1000 + 100);
  }
}
