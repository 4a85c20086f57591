const idBytes = 16;

/** An id as 16 bytes where it is `prefix` and 128 bits in base64url; any other id is kept as it is. */
export function compactId(prefix: string, id: string): Uint8Array | string {
  const bytes = id.startsWith(prefix) ? Buffer.from(id.slice(prefix.length), "base64url") : Buffer.alloc(0);
  return bytes.length === idBytes && fullId(prefix, bytes) === id ? new Uint8Array(bytes) : id;
}

export const fullId = (prefix: string, kept: Uint8Array | string): string =>
  typeof kept === "string" ? kept : `${prefix}${Buffer.from(kept).toString("base64url")}`;
