import { fromEnv } from "@aws-sdk/credential-provider-env";

/** Takes the place of the SDK's chain of credential providers in a bundle. */
export const defaultProvider = fromEnv;
