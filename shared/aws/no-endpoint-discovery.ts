/** Takes the place of the SDK's discovery of endpoints, with its cache, in a bundle (infra/bundling.ts): we call DynamoDB at its region's address. */
export const resolveEndpointDiscoveryConfig = <C>(config: C): C => config;
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
};
