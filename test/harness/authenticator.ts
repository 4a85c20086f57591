import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { encodeCBOR } from "@levischuck/tiny-cbor";

/** Claims of an authenticator and its browser; a test changes a part of it for one ceremony. */
export interface Ceremony {
  readonly origin: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly topOrigin?: string;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** Added at each use; 0: it does not count. */
  readonly countsBy: number;
  readonly signCount?: number;
  readonly userHandle?: string | null;
  readonly transports: readonly string[];
  readonly idLength: number;
  /** In the place of a random id. */
  readonly id?: Uint8Array;
  readonly aaguid: string;
}
type Options = Readonly<Record<string, unknown>> & { readonly challenge: string };
interface Key {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly userHandle: string;
  signCount: number;
}

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64url");

/** A security key in software, with the browser before it (WebAuthn Level 3 section 6). */
export class Authenticator {
  readonly keys: Key[] = [];
  readonly #usual: Ceremony;

  constructor(origin: string, usual: Partial<Ceremony> = {}) {
    const flags = { userPresent: true, userVerified: true, backupEligible: false, backedUp: false };
    const aaguid = "00000000-0000-0000-0000-000000000000";
    this.#usual = { origin, ...flags, countsBy: 1, transports: ["usb"], idLength: 32, aaguid, ...usual };
  }

  create(options: Options, changed: Partial<Ceremony> = {}) {
    const said = { ...this.#usual, ...changed };
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { id: rpId } = options["rp"] as { readonly id: string };
    const { id: userHandle } = options["user"] as { readonly id: string };
    const id = said.id ?? randomBytes(said.idLength);
    this.keys.push({ id: base64url(id), privateKey, userHandle, signCount: said.signCount ?? 0 });
    const { x, y } = publicKey.export({ format: "jwk" });
    const part = (text = "") => new Uint8Array(Buffer.from(text, "base64url"));
    const cose = encodeCBOR(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, part(x)],
        [-3, part(y)],
      ]),
    );
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const aaguid = Buffer.from(said.aaguid.replaceAll("-", ""), "hex");
    const attested = [aaguid, length, id, cose];
    const authData = new Uint8Array(
      Buffer.concat([authenticatorData(said, rpId, said.signCount ?? 0, 64), ...attested]),
    );
    const attestation = new Map<string, string | Map<string, string> | Uint8Array>([["fmt", "none"], ["attStmt", new Map()], ["authData", authData]]); // prettier-ignore
    const response = { attestationObject: base64url(encodeCBOR(attestation)), transports: [...said.transports] };
    return answer(base64url(id), { clientDataJSON: clientData(said, "webauthn.create", options), ...response });
  }

  /** Uses the newest of its keys that the options allow. */
  get(options: Options, changed: Partial<Ceremony> = {}) {
    const said = { ...this.#usual, ...changed };
    const allowed = (options["allowCredentials"] as readonly { readonly id: string }[]).map(({ id }) => id);
    const key = this.keys.findLast(({ id }) => allowed.includes(id));
    if (!key) throw new Error("NotAllowedError: none of these credentials is here");
    key.signCount += said.countsBy;
    const data = authenticatorData(said, String(options["rpId"]), said.signCount ?? key.signCount, 0);
    const clientDataJSON = clientData(said, "webauthn.get", options);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    const signature = base64url(sign("sha256", signed, key.privateKey));
    const userHandle = said.userHandle === undefined ? key.userHandle : said.userHandle;
    return answer(key.id, { clientDataJSON, authenticatorData: base64url(data), signature, userHandle });
  }
}

const answer = <R extends object>(id: string, response: R) => ({
  id,
  rawId: id,
  type: "public-key",
  response,
  clientExtensionResults: {},
});

function clientData({ type, origin, crossOrigin = false, topOrigin }: Ceremony, usual: string, { challenge }: Options) {
  const more = topOrigin === undefined ? {} : { topOrigin };
  return base64url(JSON.stringify({ type: type ?? usual, challenge, origin, crossOrigin, ...more }));
}

function authenticatorData(said: Ceremony, rpId: string, signCount: number, more: number): Buffer {
  const { userPresent, userVerified, backupEligible, backedUp } = said;
  const bits = [userPresent, false, userVerified, backupEligible, backedUp];
  const flags = bits.reduce((sum, bit, index) => sum + (bit ? 1 << index : 0), more);
  const end = Buffer.alloc(5);
  end.writeUInt8(flags);
  end.writeUInt32BE(signCount, 1);
  return Buffer.concat([sha256(said.rpId ?? rpId), end]);
}
