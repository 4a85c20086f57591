import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { coseKeyOf } from "../../shared/factors/passkey/registration.ts";

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();
const text = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

/** A security key in software, with the page before it (WebAuthn Level 3 section 6). */
export class SoftwareKey {
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
