import * as z from "zod";
import { addStage, newApp } from "../infra/app.ts";
import { describedStage, exampleStage, WrongSettings } from "../infra/settings.ts";

/** The CDK app. The stage is chosen by `-c stage=…` and described in cdk.json. */
const app = newApp();
try {
  const name = z.string().default(exampleStage).parse(app.node.tryGetContext("stage"));
  addStage(app, name, describedStage(app.node.tryGetContext("stages"), name));
} catch (error) {
  if (!(error instanceof WrongSettings)) throw error;
  process.stderr.write(`\n${error.message}\n\n`);
  process.exitCode = 1;
}
