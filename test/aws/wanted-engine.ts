import { engineNames } from "../../local/dynamodb-engine.ts";

const wanted = process.env["DYNAMODB_ENGINE"] ?? "dynalite";
const found = engineNames.find((name) => name === wanted);
if (found === undefined) throw new Error(`DYNAMODB_ENGINE is one of ${engineNames.join(", ")}`);

/** The engine that the suite runs on. */
export const wantedEngine = found;
