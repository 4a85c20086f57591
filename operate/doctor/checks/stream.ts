import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { askAllPages } from "../../aws-pages.ts";
import { askAws } from "../../aws-trouble.ts";
import { bad, type Check, good } from "../check.ts";
import type { StageWorld } from "../world.ts";

/** The consumer of the table's stream: when it rests, the audit log and the notices to users rest too. */
export const stream: Check<StageWorld> = {
  name: "stream",
  async run({ aws: { dynamodb, lambda: client }, stage: { tableName: TableName } }) {
    const { Table } = await askAws("dynamodb:DescribeTable", () =>
      dynamodb.send(new DescribeTableCommand({ TableName })),
    );
    const EventSourceArn = Table?.LatestStreamArn;
    if (EventSourceArn === undefined) return bad("The table has no stream.", "Deploy the data stack again.");
    const mappings = await askAllPages(
      "lambda:ListEventSourceMappings",
      paginateListEventSourceMappings({ client }, { EventSourceArn }),
      (page) => page.EventSourceMappings,
    );
    const states = mappings.map(({ State = "without a state" }) => State);
    return states.length > 0 && states.every((state) => state === "Enabled")
      ? good("The table's stream is being read.")
      : bad(
          `Not every consumer reads the table's stream (${states.join(", ") || "there is none"}): what waits is lost after a day.`,
          "aws lambda update-event-source-mapping --enabled, or deploy the service stack again.",
        );
  },
};
