/** The text file that a user keeps: what it is, the codes, and what to do with them. */
export const backupCodesFile = ({
  issuerName,
  backupCodes,
  generatedAt,
}: {
  readonly issuerName: string;
  readonly backupCodes: readonly string[];
  readonly generatedAt: string;
}): string =>
  [
    `${issuerName}: backup codes, made on ${generatedAt.slice(0, 10)}`,
    "",
    ...backupCodes,
    "",
    "Each code works once, in the place of the code from your phone.",
    "Keep them where your phone is not. New codes make these useless.",
    "",
  ].join("\n");
