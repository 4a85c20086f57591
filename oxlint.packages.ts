/** Packages that only some rooms may know; the others reach them through a port. */
export const packageRooms: readonly (readonly [name: RegExp, rooms: readonly string[]])[] = [
  [/^@(aws-sdk|smithy)\//, ["shared/aws", "local", "operate", "packages/cognito"]],
  [/^@middy\//, ["shared/http", "shared/events"]],
  [/^(aws-cdk-lib|constructs|cdk-nag)($|\/)/, ["bin", "infra"]],
  [/^otpauth$/, ["shared/factors/totp", "local", "operate"]],
  [/^@levischuck\/tiny-cbor$/, ["shared/factors/passkey"]],
  [
    /^node:(fs|http|https|net|child_process|os|worker_threads)/,
    [
      "bin",
      "infra",
      "docs",
      "local",
      "operate",
      "client/admin",
      "packages",
      "web/demo/build.ts",
      "web/elements/build.ts",
      // A failure reads the source map beside the bundle.
      "shared/runtime/failure.ts",
    ],
  ],
];
