import { fromEnv } from "@aws-sdk/credential-provider-env";

/** Takes the place of the chain of credential providers in a bundle (infra/bundling.ts). */
export const defaultProvider = fromEnv;
