/** A message as the local run tells of it, newest first. */
export interface Sms {
  readonly to: string;
  readonly body: string;
  readonly at: string;
}
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

/** How many of them were not there before; both lists are newest first. */
export function newer<T extends { readonly at: string }>(now: readonly T[], before: readonly T[]): number {
  const [last] = before;
  if (last === undefined) return now.length;
  const index = now.findIndex((one) => JSON.stringify(one) === JSON.stringify(last));
  return index < 0 ? now.length : index;
}

/** The code is what stands first, see the message's design. */
export const codeIn = (body: string): string | null => /^\d{6}\b/.exec(body)?.[0] ?? null;

/** Names of this machine: the service calls itself by one, and the page may have been opened by the other. */
const ownNames = ["localhost", "127.0.0.1"];

/** Where a line of an e-mail leads: a page of this very service, under the name that the reader uses. Null: it is text, whatever else it says. */
export function linkIn(line: string, own: string): string | null {
  if (!URL.canParse(line)) return null;
  const [to, here] = [new URL(line), new URL(own)];
  const isOwn = to.host === here.host || [to, here].every(({ hostname }) => ownNames.includes(hostname));
  if (to.protocol !== here.protocol || to.port !== here.port || !isOwn || to.username !== "" || to.password !== "")
    return null;
  return `${here.origin}${to.pathname}${to.search}${to.hash}`;
}

/** Null: it has no such outbox, or cannot be reached. */
async function fetchAll<T>(path: string, name: string): Promise<readonly T[] | null> {
  try {
    const response = await fetch(path);
    return response.ok ? (((await response.json()) as Record<string, readonly T[]>)[name] ?? null) : null;
  } catch {
    return null;
  }
}

export const fetchSms = (): Promise<readonly Sms[] | null> => fetchAll("/local/sms", "messages");
export const fetchMail = (): Promise<readonly Mail[] | null> => fetchAll("/local/mail", "mails");
