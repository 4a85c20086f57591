/** An id as bytes where it is `prefix` and base64url, 16 instead of 26; any other id is kept as it is. */
export function compactId(prefix: string, id: string): Uint8Array | string {
  const bytes = Buffer.from(id.slice(prefix.length), "base64url");
  return fullId(prefix, bytes) === id ? new Uint8Array(bytes) : id;
}

export const fullId = (prefix: string, kept: Uint8Array | string): string =>
  typeof kept === "string" ? kept : `${prefix}${Buffer.from(kept).toString("base64url")}`;
