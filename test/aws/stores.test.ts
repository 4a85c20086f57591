import { engineNames } from "../../local/dynamodb-engine.ts";
import { storeContract } from "./store-contract.ts";

const wanted = process.env["DYNAMODB_ENGINE"] ?? "dynalite";
const engine = engineNames.find((name) => name === wanted);
if (engine === undefined) throw new Error(`DYNAMODB_ENGINE is one of ${engineNames.join(", ")}`);

storeContract(engine);
