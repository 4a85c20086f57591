/** @module-tag histories */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFileFault, phoneRows, phoneRowsOf, type PhoneRow } from "../../client/src/phone-rows.ts";
import { ofLong } from "../harness/length.ts";

/** The records as csv-parse reads them; null: it refuses the file. */
function byCsvParse(csv: string): readonly (readonly string[])[] | null {
  const delimiter = /[;\t]/.exec(csv.split("\n", 1)[0] ?? "")?.[0] ?? ",";
  try {
    const [, ...rows] = parse(csv, { bom: true, delimiter, skip_empty_lines: true, trim: true });
    return rows.length === 0 ? null : rows;
  } catch {
    return null;
  }
}
function byUs(csv: string): readonly (readonly string[])[] | null {
  const rows = phoneRows(csv);
  return isFileFault(rows) ? null : rows.map(({ userId, phoneNumber }) => [userId, phoneNumber]);
}
const rowsIn = (csv: string): readonly PhoneRow[] => {
  const rows = phoneRows(csv);
  if (isFileFault(rows)) throw new Error(JSON.stringify(rows));
  return rows;
};
const faultOf = (userId: string, phoneNumber: string) =>
  rowsIn(`userId;phoneNumber\n"${userId}";"${phoneNumber}"\n`)[0]?.fault;

describe("a file is read as csv-parse reads it", () => {
  it.each([
    "userId,phoneNumber\nann,+411\n",
    "\uFEFFuserId;phoneNumber\r\nann;+41 79 123\r\n;+412\r\n",
    'userId\tphoneNumber\n"a\tb"\t+411\n',
    'userId,phoneNumber\n\n  ann  , "+41,1" \n\n"bert ""B""\nC",+412\nann,+413',
    'userId,phoneNumber\n"ann,+411\n',
    'userId,phoneNumber\nan"n,+411\n',
    "userId,phoneNumber\nann\n",
    "userId,phoneNumber\nann,+41,x\n",
    "userId,phoneNumber\n",
  ])("%j", (csv) => {
    expect(byUs(csv)).toEqual(byCsvParse(csv));
  });

  it("with any cells", () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "ann",
        "+41791234567",
        "",
        " ",
        "..",
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
        expect(byUs(csv)).toEqual(byCsvParse(csv));
      }),
      { numRuns: ofLong(2000) },
    );
  });
});

describe("a file that cannot be used is refused as a whole", () => {
  it.each([
    ["", { fault: "empty" }],
    ["\n\n", { fault: "empty" }],
    ["userId,phoneNumber\n", { fault: "empty" }],
    ["user,phone\na,b\n", { fault: "columns_missing", names: ["userId", "phoneNumber"] }],
    ["userId,phoneNumber,phoneNumber\na,+411,+412\n", { fault: "columns_twice", names: ["phoneNumber"] }],
    ['userId,phoneNumber\nann,+411\nbe"rt,+412\n', { fault: "row", line: 3 }],
    ["userId,phoneNumber\nann,+411\nbert\n", { fault: "row", line: 3 }],
  ])("%j", (csv, fault) => {
    expect(phoneRows(csv)).toEqual(fault);
  });

  it("Windows-1252 is named with its line and never guessed", () => {
    const bytes = Buffer.from("userId,phoneNumber\nann,+411\nj\xF6rg,+412\n", "latin1");
    expect(phoneRowsOf(bytes)).toEqual({ fault: "encoding", line: 3 });
  });
});

describe("a row shows its fault before it is sent", () => {
  it.each([
    ["", "+41791234567", "user_missing"],
    ["x".repeat(256), "+41791234567", "user_too_long"],
    ["j\uFFFDrg", "+41791234567", "user_unreadable"],
    ["ann\u200B", "+41791234567", "user_unreadable"],
    ["ann", "", "number_missing"],
    ["ann", "4,179E+10", "number_shortened"],
    ["ann", "+41791234567, +41791234568", "numbers_several"],
    ["ann", "+41791234567 / 0791234568", "numbers_several"],
    ["ann", "+41791234567 or +41791234568", "numbers_several"],
    ["ann", "079 123 45 67", "number_national"],
    ["ann", "n/a", "number_unreadable"],
    ["auth0|5f1c", "\u202A+41 (79) 123-45-67\u202C", null],
    ["a/b?c", "0041 79 123 45 67", null],
  ])("%j with %j: %s", (userId, phoneNumber, fault) => {
    expect(faultOf(userId, phoneNumber)).toBe(fault);
  });

  it("one user twice is told of the first line; the same name at another issuer is another user", () => {
    const rows = rowsIn("userId,phoneNumber,issuer\nann,+41791234567,\nann,+41791234568,shop\nann,+41791234569,\n");
    expect(rows.map(({ fault, issuer }) => [fault, issuer])).toEqual([
      [null, undefined],
      [null, "shop"],
      [{ twice: 2 }, undefined],
    ]);
  });
});
