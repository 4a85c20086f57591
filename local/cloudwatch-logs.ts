import { z } from "zod";
import { AwsRefusal, type JsonOperation } from "./aws-endpoint.ts";

/** A line of the audit log. */
export interface AuditLine {
  readonly timestamp: number;
  readonly message: string;
}

const input = z.object({
  logGroupName: z.string(),
  logStreamName: z.string(),
  logEvents: z.array(z.object({ timestamp: z.int(), message: z.string().min(1) })).min(1),
});

const streamInput = z.object({ logGroupName: z.string(), logStreamName: z.string() });

/** PutLogEvents of one log group: into its one stream, and those that an operator's command makes. */
export const createLogs = ({
  logGroup,
  logStream,
  onLine,
}: {
  readonly logGroup: string;
  readonly logStream: string;
  readonly onLine: (line: AuditLine) => void;
}): Record<string, JsonOperation> => {
  const streams = new Set([logStream]);
  return {
    "Logs_20140328.CreateLogStream": (raw) => {
      streams.add(streamInput.parse(raw).logStreamName);
      return {};
    },
    "Logs_20140328.PutLogEvents": (raw) => {
      const { logGroupName, logStreamName, logEvents } = input.parse(raw);
      if (logGroupName !== logGroup || !streams.has(logStreamName))
        throw new AwsRefusal("ResourceNotFoundException", "The specified log stream does not exist.");
      logEvents.forEach(onLine);
      return {};
    },
  };
};
