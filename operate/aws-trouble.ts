import { Mistake } from "../client/command-line/command-line.ts";

const noCredentials =
  "AWS gave no credentials. Sign in (aws sso login) or set AWS_PROFILE, then check with: aws sts get-caller-identity";
const expired = "The AWS credentials have expired. Sign in again (aws sso login).";
const unreachable =
  "AWS did not answer. Is there a network, and is the region right (AWS_REGION or the profile's region)?";

const sentences: Readonly<Record<string, string>> = {
  CredentialsProviderError: noCredentials,
  TokenProviderError: expired,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  InvalidClientTokenId: "AWS does not know these credentials. Check AWS_PROFILE and the access key.",
  UnrecognizedClientException: "AWS does not know these credentials, or the region is not enabled in the account.",
  SignatureDoesNotMatch: "AWS refused the signature: the secret access key is wrong.",
  InvalidSignatureException: "AWS refused the signature: the secret access key or this computer's clock is wrong.",
  TimeoutError: unreachable,
  ENOTFOUND: unreachable,
  ECONNREFUSED: unreachable,
};

const denials = new Set(["AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException"]);
const throttles = /Throttl|ThroughputExceeded|TooManyRequests|RequestLimitExceeded|LimitExceededException/;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

export const isDenied = (error: unknown): boolean => denials.has(nameOf(error));
export const isThrottled = (error: unknown): boolean => throttles.test(nameOf(error));

/** Why AWS could not be asked at all, in a sentence; null if it answered and the answer is about the call itself. */
export function whyUnreachable(error: unknown): string | null {
  if (error instanceof Error && error.message.startsWith("Region is missing"))
    return "No AWS region is set. Set AWS_REGION to the region of the stage.";
  return sentences[nameOf(error)] ?? sentences[codeOf(error)] ?? null;
}

/**
 * Calls AWS; what the person can put right comes back as a `Mistake`. `action` is the permission that the call needs,
 * such as `cloudformation:DescribeStacks`. The answer's own text is not shown: it may name what must stay private.
 */
export async function askAws<Answer>(action: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    const sentence = whyUnreachable(error);
    if (sentence !== null) throw new Mistake(sentence, { cause: error });
    if (isDenied(error)) throw new Mistake(`These credentials lack the permission ${action}.`, { cause: error });
    if (isThrottled(error)) throw new Mistake("AWS asks to slow down. Try again in a minute.", { cause: error });
    throw error;
  }
}

/** Items of an answer that comes in pages. */
export const askAllPages = <Page, Item>(
  action: string,
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<readonly Item[]> =>
  askAws(action, async () => {
    const items: Item[] = [];
    for await (const page of pages) items.push(...(itemsOf(page) ?? []));
    return items;
  });
