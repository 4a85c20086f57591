import { randomBytes } from "node:crypto";
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { mockClient } from "aws-sdk-client-mock";

export const kmsKeyId = "arn:aws:kms:eu-central-1:111122223333:key/0000";

/** KMS as far as the vault uses it: it wraps data keys, and unwraps one only with its own key and encryption context. */
export function tinyKms() {
  const wrapped = new Map<string, { readonly plain: Buffer; readonly context: string }>();
  const contextOf = (context: Record<string, string> | undefined) =>
    JSON.stringify(Object.entries(context ?? {}).toSorted(([one], [other]) => one.localeCompare(other)));
  const refuse = (name: string): never => {
    throw Object.assign(new Error(name), { name });
  };

  let failing = false;
  const failIfTold = () => {
    if (failing) {
      failing = false;
      refuse("KMSInternalException");
    }
  };

  const client = new KMSClient({ region: "local" });
  const mock = mockClient(client);
  mock.on(GenerateDataKeyCommand).callsFake(({ KeyId, EncryptionContext }: GenerateDataKeyCommand["input"]) => {
    failIfTold();
    if (KeyId !== kmsKeyId) refuse("NotFoundException");
    const [plain, blob] = [randomBytes(32), randomBytes(60)];
    wrapped.set(blob.toString("hex"), { plain, context: contextOf(EncryptionContext) });
    return { Plaintext: new Uint8Array(plain), CiphertextBlob: new Uint8Array(blob), KeyId };
  });
  mock.on(DecryptCommand).callsFake(({ KeyId, CiphertextBlob, EncryptionContext }: DecryptCommand["input"]) => {
    failIfTold();
    const found = wrapped.get(Buffer.from(CiphertextBlob ?? []).toString("hex"));
    if (KeyId !== kmsKeyId) refuse("IncorrectKeyException");
    if (found === undefined || found.context !== contextOf(EncryptionContext))
      return refuse("InvalidCiphertextException");
    return { Plaintext: new Uint8Array(found.plain), KeyId };
  });
  return {
    client,
    mock,
    failOnce: () => void (failing = true),
    generated: () => mock.commandCalls(GenerateDataKeyCommand).length,
    decrypted: () => mock.commandCalls(DecryptCommand).length,
  };
}
