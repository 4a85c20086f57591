import { App } from "aws-cdk-lib";
import { behaviour } from "./behaviour.ts";
import { checkAll } from "./checks.ts";
import { Countersign } from "./countersign.ts";
import type { CountersignProps } from "./props.ts";

/** Only tests pass `outdir`: the CDK's command line sets its own. */
export const newApp = (outdir?: string): App =>
  new App({ postCliContext: behaviour, ...(outdir !== undefined && { outdir }) });

/** Adds a stage of cdk.json, and the rules that every synthesis of ours is held against. */
export function addStage(app: App, stageName: string, settings: CountersignProps): Countersign {
  const countersign = new Countersign(app, `Countersign-${stageName}`, { ...settings, stageName });
  checkAll(app, countersign.stacks);
  return countersign;
}
