export type { Call, CallName, CallOptions, Client, Data, Input, Result } from "./call-types.ts";
export { type ClientSettings, createClient } from "./client.ts";
export type { Offline, Problem, ProblemCode, Unexpected } from "./problem.ts";
export type { components } from "./schema.ts";
export type { StepUp } from "./problem.ts";
