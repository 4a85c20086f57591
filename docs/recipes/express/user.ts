/** A row of the app's own table. */
export interface User {
  /** Permanent id of the user in the app: an e-mail address may change hands. */
  readonly id: string;
  readonly email: string;
  /** The organisation. Whoever can change it decides who is whose admin: users must not be able to. */
  readonly tenant: string;
  readonly passwordHash: string;
}

/** A table by e-mail address; yours is in your database. */
export type Users = ReadonlyMap<string, User>;
