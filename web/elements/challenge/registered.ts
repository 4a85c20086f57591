import { registerChallenge } from "./register.ts";

registerChallenge();
