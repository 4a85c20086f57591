/** @module-tag histories */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importRows as byCommand } from "../../client/admin/import-rows.ts";
import { importRows, rowsOfFile } from "../../web/elements/admin/import/rows.ts";

const plain = (rows: readonly { line: number; userId: string; phoneNumber: string; fault: unknown }[]) =>
  rows.map(({ line, userId, phoneNumber, fault }) => ({ line, userId, phoneNumber, wrong: fault !== null }));

/** What the import command makes of a file; null: it refuses it. */
function atTheCommand(csv: string) {
  try {
    const rows = byCommand(csv);
    return rows.length === 0 ? null : plain(rows);
  } catch {
    return null;
  }
}
function inThePage(csv: string) {
  const rows = importRows(csv);
  return typeof rows === "string" || "line" in rows ? null : plain(rows);
}

describe("a file is read as the import command reads it", () => {
  it.each([
    "userId,phoneNumber\nann,+411\n",
    "\uFEFFuserId;phoneNumber;issuer\r\nann;+41 79 123;shop\r\n;+412;\r\n",
    'phoneNumber\tuserId\n+411\t"a\tb"\n',
    'userId,phoneNumber\n\n  ann  , "+41,1" \n\n"bert ""B""\nC",+412\nann,+413',
    'userId,phoneNumber\n"ann,+411\n',
    'userId,phoneNumber\nan"n,+411\n',
    "userId,phoneNumber\nann\n",
    "userId,phoneNumber\nann,+41,x\n",
    "user,phone\nann,+411\n",
    "userId,phoneNumber\n",
    "",
  ])("%j", (csv) => {
    expect(inThePage(csv)).toEqual(atTheCommand(csv));
  });

  it("whatever is in it", () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "ann",
        "+41791234567",
        "",
        " ",
        "..",
        "4,179E+10",
        '"a,b"',
        '"x ""y"""',
        '" z "',
        '"l\nm"',
        ' "q" ',
        '"',
        'a"b',
      ),
      fc.string({ unit: fc.constantFrom("a", "1", " ", '"', ",", ";", "\t", "é"), maxLength: 6 }),
    );
    const file = fc
      .tuple(
        fc.constantFrom(",", ";", "\t"),
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { maxLength: 5 }),
      )
      .map(([separator, rows]) =>
        [["userId", "phoneNumber"], ...rows].map((cells) => cells.join(separator)).join("\n"),
      );
    fc.assert(
      fc.property(file, (csv) => {
        expect(inThePage(csv)).toEqual(atTheCommand(csv));
      }),
      { numRuns: 2000 },
    );
  });
});

it("what is not UTF-8 is not guessed at", () => {
  const windows = Buffer.from("userId,phoneNumber\nj\xf6rg,+41", "latin1");
  expect(rowsOfFile(new Uint8Array(windows).buffer)).toBe("unreadable");
});

it("a wrong line is named", () => {
  expect(importRows('userId,phoneNumber\nann,+411\nbe"rt,+412\n')).toEqual({ line: 3 });
});
