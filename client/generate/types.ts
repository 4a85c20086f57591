import openApiTypes, { astToString, type OpenAPI3 } from "openapi-typescript";

/** The types of the contract, as text, made of its OpenAPI document. */
export const typesOf = async (document: string): Promise<string> =>
  `// Made of docs/openapi.json by npm run docs.\n${astToString(await openApiTypes(JSON.parse(document) as OpenAPI3))}`;
