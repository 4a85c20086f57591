import { table } from "../../docs/generate/table.ts";
import { countedSteps } from "../measure/counted-work.ts";
import type { CountedStep, StepWork } from "../measure/counted-work.ts";
import type { AgainstFloor } from "../measure/floor.ts";
import { goals, type Results } from "../results.ts";
import { figure, met, spreadFigure } from "./format.ts";

const nameOf = (step: string): string => countedSteps[step as keyof typeof countedSteps] ?? step;

const counted = ({ reads, writes, readUnits, writeUnits, kms }: StepWork): readonly string[] =>
  [reads, writes, readUnits, writeUnits, kms].map(figure);

const row = ({ step, warm, cold, millis }: CountedStep): readonly string[] => [
  nameOf(step),
  ...counted(warm),
  ...counted(cold),
  figure(warm.itemBytes),
  figure(warm.responseBytes),
  spreadFigure(millis),
];

export const workSection = ({ steps, countedOn }: Results): string => `## Work per step

Counted by the SDK's own middleware; units are what ${countedOn} answers to \`ReturnConsumedCapacity\`. *Warm*: the process has policy, data keys
and signing keys in memory. *Cold*: nothing is. Item: the account's item afterwards (DynamoDB's counting), with key and event.
The time is that of one warm call in this process, against the emulator.

${table(
  [
    "Step",
    ...["reads", "writes", "RU", "WU", "KMS"].map((name) => `${name}, warm`),
    ...["reads", "writes", "RU", "WU", "KMS"].map((name) => `${name}, cold`),
    "item (bytes)",
    "answer (bytes)",
    "time (ms)",
  ],
  steps.map(row),
)}

After the answer each event costs ${figure(steps.find(({ step }) => step === "verifyTotp")?.warm.eventWriteUnits ?? 0)} write unit more, when it is recorded as activity.
`;

const floorRow = ({ engine, floor, verify, ratioP50, ratioP99 }: AgainstFloor): readonly string[] => [
  engine,
  ...[floor.p50, verify.p50, ratioP50, floor.p99, verify.p99, ratioP99].map(spreadFigure),
  met(ratioP50.median <= goals.floorRatio),
];

export const floorSection = ({ floor }: Results): string => `## The floor

The bare pair is one strongly consistent \`GetItem\` and one conditional \`PutItem\` of the same item through the same client, nothing else. The verify handler is
called with a real API Gateway event in the same process, in turns with the pair. The time above the floor is the work of the second factor: checking an RS256 token, opening
the sealed secret, three HMACs, signing an ES256 assertion, and the log line.
Milliseconds; medians over the rounds, with the least and the most. Goal: at most ${figure(goals.floorRatio)} at p50.

${table(["Engine", "pair p50", "verify p50", "ratio p50", "pair p99", "verify p99", "ratio p99", "goal"], floor.map(floorRow))}
`;
