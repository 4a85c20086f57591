import { App, type AppProps } from "aws-cdk-lib";
import { behaviour } from "./edge.ts";
import { checkAll } from "./checks.ts";
import { Countersign } from "./countersign.ts";
import type { CountersignProps } from "./props.ts";

/** Only tests pass something: the CDK's command line sets its own. */
export const newApp = (own: Pick<AppProps, "outdir" | "context" | "treeMetadata"> = {}): App =>
  new App({ postCliContext: behaviour, ...own });

/** Adds a stage of cdk.json, and the rules that every synthesis of ours is held against. */
export function addStage(app: App, stageName: string, settings: CountersignProps): Countersign {
  const countersign = new Countersign(app, `Countersign-${stageName}`, { ...settings, stageName });
  checkAll(app, countersign.stacks);
  return countersign;
}
