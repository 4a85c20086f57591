import type { Stack } from "aws-cdk-lib";
import recommended from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };

/** The CDK's current behaviour, with strong references: the data stack keeps exporting what the service stack uses. */
export const behaviour: Readonly<Record<string, unknown>> = {
  ...recommended,
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
};

/** Sets the flags for one stack, whatever those of the app around it are. To be called before the stack has any child. */
export function useOwnBehaviour({ node }: Stack): void {
  for (const [flag, value] of Object.entries(behaviour)) node.setContext(flag, value);
}
