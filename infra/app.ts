import { App, Tags } from "aws-cdk-lib";
import recommended from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { checkAll } from "./checks.ts";
import { DataStack } from "./data-stack.ts";
import { stackNames } from "./outputs.ts";
import { ServiceStack } from "./service-stack.ts";
import type { Stage } from "./settings.ts";

/** Today's behaviour of the CDK in all things, but the service's stack holds on to what it uses of the data's. */
const behaviour = { ...recommended, "@aws-cdk/core:defaultCrossStackReferences": "strong" };

/** `outdir` is for tests: the CDK's command gives its own. */
export const newApp = (outdir?: string): App =>
  new App({ postCliContext: behaviour, ...(outdir !== undefined && { outdir }) });

/** The two stacks of a stage, and what is checked of them whenever they are synthesized. */
export function addStage(app: App, stage: Stage): { readonly data: DataStack; readonly service: ServiceStack } {
  const names = stackNames(stage.name);
  const { account, region } = stage;
  const props = { env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) } };
  const data = new DataStack(app, names.data, stage, { ...props, description: "Countersign: what must be kept" });
  const service = new ServiceStack(app, names.service, stage, data, {
    ...props,
    description: "Countersign: the service",
  });
  Tags.of(app).add("countersign:stage", stage.name);
  checkAll(app);
  return { data, service };
}
