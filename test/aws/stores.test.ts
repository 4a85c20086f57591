import { storeContract } from "./store-contract.ts";
import { wantedEngine } from "./wanted-engine.ts";

storeContract(wantedEngine);
