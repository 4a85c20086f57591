import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { rfcKey } from "./importing.ts";

const head = `<?xml version="1.0" encoding="UTF-8"?>
<pskc:KeyContainer Version="1.0" xmlns:pskc="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">`;
const keyOf = (
  id: string,
  secret: string,
): string => `<pskc:KeyPackage><pskc:DeviceInfo><pskc:SerialNo>1</pskc:SerialNo></pskc:DeviceInfo>
<pskc:Key Id="${id}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
<pskc:AlgorithmParameters><pskc:ResponseFormat Length="6" Encoding="DECIMAL"/></pskc:AlgorithmParameters>
<pskc:Data><pskc:Secret>${secret}</pskc:Secret><pskc:Time><pskc:PlainValue>0</pskc:PlainValue></pskc:Time>
<pskc:TimeInterval><pskc:PlainValue>30</pskc:PlainValue></pskc:TimeInterval></pskc:Data></pskc:Key></pskc:KeyPackage>`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

export const pskcPlain = (id: string): string =>
  `${head}${keyOf(id, `<pskc:PlainValue>${base64(Buffer.from(rfcKey))}</pskc:PlainValue>`)}</pskc:KeyContainer>`;

/** AES-128-CBC with the vector in front. */
function encrypted(plain: Uint8Array, key: Uint8Array): Buffer {
  const vector = randomBytes(16);
  const cipher = createCipheriv("aes-128-cbc", key, vector);
  return Buffer.concat([vector, cipher.update(plain), cipher.final()]);
}
const cipherValue = (bytes: Uint8Array): string =>
  `<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><xenc:CipherData><xenc:CipherValue>${base64(bytes)}</xenc:CipherValue></xenc:CipherData>`;

function sealedPskc(id: string, key: Uint8Array, encryptionKey: string): string {
  const macKey = randomBytes(16);
  const secret = encrypted(Buffer.from(rfcKey), key);
  const mac = createHmac("sha1", macKey).update(secret).digest();
  return `${head}<pskc:EncryptionKey>${encryptionKey}</pskc:EncryptionKey>
<pskc:MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"><pskc:MACKey>${cipherValue(encrypted(macKey, key))}</pskc:MACKey></pskc:MACMethod>
${keyOf(id, `<pskc:EncryptedValue>${cipherValue(secret)}</pskc:EncryptedValue><ValueMAC>${base64(mac)}</ValueMAC>`)}</pskc:KeyContainer>`;
}

/** Under a pre-shared key (RFC 6030 section 6.1). */
export function pskcEncrypted(id: string): { readonly text: string; readonly key: string } {
  const key = Buffer.from("12345678901234567890123456789012", "hex");
  return { text: sealedPskc(id, key, "<KeyName>Pre-shared-key</KeyName>"), key: key.toString("hex") };
}

/** Under a password (section 6.2). */
export function pskcPassword(id: string, password: string): string {
  const salt = randomBytes(8);
  const key = pbkdf2Sync(password, salt, 1000, 16, "sha1");
  const derivation = `<DerivedKey><KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2"><PBKDF2-params>
<Salt><Specified>${base64(salt)}</Specified></Salt><IterationCount>1000</IterationCount><KeyLength>16</KeyLength><PRF/></PBKDF2-params></KeyDerivationMethod></DerivedKey>`;
  return sealedPskc(id, key, derivation);
}

/** As privacyIDEA writes it: every name in small letters, the hash in an attribute, no user but the serial. */
export function pskcOfPrivacyidea(serial: string, { hash = "sha1", counter = 0 } = {}) {
  const { text, key } = pskcEncrypted(serial);
  const written = text
    .replaceAll(/<(\/?)pskc:/g, "<$1")
    .replace("</AlgorithmParameters>", `<Suite hashalgo="${hash}"></Suite></AlgorithmParameters>`)
    .replace("</Data>", `<Counter><PlainValue>${String(counter)}</PlainValue></Counter></Data>`)
    .replaceAll(/<\/?[\w:]+| \w+(?==")/g, (name) => name.toLowerCase());
  return { text: written, key };
}
