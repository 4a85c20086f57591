/** @module-tag processes */
import { expect, it } from "vitest";
import { executedFiles } from "./executed-files.ts";

/** `node test/structure/executed-files.ts` names them. */
const most = { verifiedCode: 40, phoneSetUp: 55 };

it("a verified code and a phone's set-up run through few enough files to be read in one go", async () => {
  const { verifiedCode, phoneSetUp } = await executedFiles();
  expect(verifiedCode).toContain("functions/verify.ts");
  expect(phoneSetUp).toContain("functions/confirm-factor.ts");
  expect(verifiedCode.length, verifiedCode.join("\n")).toBeLessThanOrEqual(most.verifiedCode);
  expect(phoneSetUp.length, phoneSetUp.join("\n")).toBeLessThanOrEqual(most.phoneSetUp);
});
