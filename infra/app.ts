import { App, Tags } from "aws-cdk-lib";
import recommended from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { checkAll } from "./checks.ts";
import { DataStack } from "./data-stack.ts";
import { EdgeStack } from "./edge.ts";
import { stackNames } from "./outputs.ts";
import { ServiceStack } from "./service-stack.ts";
import { edgeRegion, type Stage } from "./settings.ts";

/** The CDK's current behaviour, with strong references: the data stack keeps exporting what the service stack uses. */
const behaviour = { ...recommended, "@aws-cdk/core:defaultCrossStackReferences": "strong" };

/** Only tests pass `outdir`: the CDK's command line sets its own. */
export const newApp = (outdir?: string): App =>
  new App({ postCliContext: behaviour, ...(outdir !== undefined && { outdir }) });

/** Adds the stacks of a stage, and the checks that run at every synthesis. */
export function addStage(app: App, stage: Stage): { readonly data: DataStack; readonly service: ServiceStack } {
  const names = stackNames(stage.name);
  const { account, region } = stage;
  const props = { env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) } };
  const data = new DataStack(app, names.data, stage, { ...props, description: "Countersign: what must be kept" });
  const service = new ServiceStack(app, names.service, stage, data, {
    ...props,
    description: "Countersign: the service",
  });
  if (stage.edge) {
    const env = { ...(account !== undefined && { account }), region: edgeRegion };
    const edge = new EdgeStack(app, names.edge, stage, stage.edge, {
      env,
      description: "Countersign: rules of the edge",
    });
    service.addDependency(edge);
  }
  Tags.of(app).add("countersign:stage", stage.name);
  checkAll(app);
  return { data, service };
}
