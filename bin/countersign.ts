import { join } from "node:path";
import * as z from "zod";
import { addStage, newApp } from "../infra/app.ts";
import { describedStage, exampleStage } from "../infra/settings.ts";
import { describedStages, WrongSettings } from "../infra/stages.ts";

/** The CDK app. The stage is chosen by `-c stage=…` and described in stages/ or cdk.json. */
const app = newApp();
try {
  const stages = describedStages(join(import.meta.dirname, ".."), app.node.tryGetContext("stages"));
  const name = z.string().default(exampleStage).parse(app.node.tryGetContext("stage"));
  addStage(app, name, describedStage(stages, name));
} catch (error) {
  if (!(error instanceof WrongSettings)) throw error;
  process.stderr.write(`\n${error.message}\n\n`);
  process.exitCode = 1;
}
