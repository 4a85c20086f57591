/**
 * Parts as one sequence of bytes that no other parts give: each is preceded by its length.
 * Broken Unicode is refused, because it would encode like another text.
 */
export const bind = (parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === "string" ? utf8(part) : part;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );

function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new TypeError("A name is not well-formed Unicode");
  return Buffer.from(text, "utf8");
}
