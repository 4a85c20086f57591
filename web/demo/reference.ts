type Operation = Readonly<Record<string, unknown>>;
export interface OpenApi {
  readonly servers?: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly [other: string]: unknown;
}

/** In the order of reading; of the paths that fit the longest counts. */
const chapters = [
  ["/v1/login", "Login", "Right after the password"],
  ["/v1/", "One's own second factor", "For the account page"],
  ["/v1/admin/", "Admin", "For an organisation's admins and the provider's operators"],
  ["/", "Public", "Without a token"],
] as const;

const byLength = chapters.toSorted(([one], [other]) => other.length - one.length);
const chapterOf = (path: string): string => byLength.find(([start]) => path.startsWith(start))?.[1] ?? "Public";

/** The contract with chapters to read it by, and without the server's address: the viewer asks the place it came from. */
export function inChapters(contract: OpenApi): object {
  const placeless = Object.entries(contract).filter(([name]) => name !== "servers");
  const tagged = Object.entries(contract.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [method, { ...operation, tags: [chapterOf(path)] }]),
    ),
  ]);
  return {
    ...Object.fromEntries(placeless),
    tags: chapters.map(([, name, description]) => ({ name, description })),
    paths: Object.fromEntries(tagged) as object,
  };
}
