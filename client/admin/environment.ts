export interface Environment {
  readonly url: string | undefined;
  readonly token: string | undefined;
}

/** What the command line may leave out; the token never stands on it, where every process of the machine could read it. */
export const environment = (): Environment => ({
  url: process.env["COUNTERSIGN_URL"],
  token: process.env["COUNTERSIGN_TOKEN"],
});
