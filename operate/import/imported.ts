import type { Instant } from "../../shared/account/instant.ts";
import type { Transport } from "../../shared/account/factor.ts";

interface ImportedBase {
  readonly label?: string | undefined;
  readonly createdAt?: Instant | undefined;
  readonly preferred?: boolean | undefined;
}

export interface ImportedApp extends ImportedBase {
  readonly type: "totp";
  readonly secret: Uint8Array;
  /** The last step of which the old system took a code; null: its export does not tell. */
  readonly lastStep: number | null;
}

export interface ImportedPhone extends ImportedBase {
  readonly type: "sms";
  readonly phoneNumber: string;
  readonly preRegistered?: boolean | undefined;
}

export interface ImportedPasskey extends ImportedBase {
  readonly type: "passkey";
  /** Undefined: the export does not tell, and the line of the command does. */
  readonly rpId?: string | undefined;
  readonly credentialId: Uint8Array;
  /** A COSE key. */
  readonly publicKey: Uint8Array;
  readonly aaguid: Uint8Array;
  readonly signCount: number;
  /** Undefined: the first login tells. */
  readonly backupEligible?: boolean | undefined;
  readonly transports: readonly Transport[];
  /** As the authenticator keeps it; undefined: it was never told. */
  readonly userHandle?: Uint8Array | undefined;
  /** SHA-256 of it, where no more is known. */
  readonly userHandleHash?: Uint8Array | undefined;
}

export type ImportedFactor = ImportedApp | ImportedPhone | ImportedPasskey;

export interface ImportedUser {
  readonly userId: string;
  /** Of our own format, where a file has users of several. */
  readonly issuer?: string | undefined;
  readonly factors: readonly ImportedFactor[];
  readonly preRegisteredPhone?: string | undefined;
  readonly contact?: { readonly email: string; readonly language: string } | undefined;
  /** Parts of the source that nobody can take along, such as recovery codes. */
  readonly left: readonly string[];
}

/** A row that cannot be taken. Names the field, never the value. */
export class RowFault extends Error {
  override readonly name = "RowFault";
  readonly field: string;

  constructor(field: string, sentence: string) {
    super(sentence);
    this.field = field;
  }
}

interface Place {
  /** The line, or the number of the entry in a file that is one list. */
  readonly line: number;
  readonly userId: string | null;
}
export type Row = Place &
  ({ readonly user: ImportedUser } | { readonly user: null; readonly field: string; readonly fault: string });

/** The user of one entry, or why it cannot be taken. */
export function rowOf(line: number, userId: string | null, read: () => ImportedUser): Row {
  try {
    const user = read();
    return { line, userId: user.userId, user };
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return { line, userId, user: null, field: error.field, fault: error.message };
  }
}

/** Several entries of one user are one row: its line is that of the first, and one that is wrong makes all of it wrong. */
export function mergedRows(rows: Iterable<Row>): readonly Row[] {
  const byUser = new Map<string, Row>();
  const merged: Row[] = [];
  for (const row of rows) {
    const earlier = row.userId === null ? undefined : byUser.get(row.userId);
    if (row.userId === null) merged.push(row);
    else if (earlier === undefined) byUser.set(row.userId, row);
    else byUser.set(row.userId, together(earlier, row));
  }
  return [...byUser.values(), ...merged].toSorted((one, other) => one.line - other.line);
}

function together(earlier: Row, later: Row): Row {
  if (earlier.user === null) return earlier;
  if (later.user === null) return { ...later, line: earlier.line };
  const user = {
    ...earlier.user,
    factors: [...earlier.user.factors, ...later.user.factors],
    left: [...new Set([...earlier.user.left, ...later.user.left])],
  };
  return { ...earlier, user };
}
