import { Mistake } from "../mistake.ts";

const wrongKey =
  "KMS says that the data keys are wrapped by another key. After a move to a new key, name the old one: --rewrap --from ARN";

/** By the name of AWS's error. */
const sentences: Readonly<Record<string, string>> = {
  ResourceNotFoundException: "There is no such table in this account and region.",
  NotFoundException: "KMS knows no such key in this account and region.",
  DisabledException: "The KMS key is disabled.",
  KMSInvalidStateException: "The KMS key cannot be used: it is disabled or about to be deleted.",
  IncorrectKeyException: wrongKey,
  InvalidCiphertextException: wrongKey,
};

/** What the person can put right becomes a `Mistake`. */
export function explain(error: unknown): never {
  const sentence = error instanceof Error ? sentences[error.name] : undefined;
  throw sentence === undefined ? error : new Mistake(sentence, { cause: error });
}
