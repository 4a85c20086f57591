import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { Instant } from "../../shared/account/instant.ts";
import { askAws } from "../aws-trouble.ts";
import { Mistake } from "../mistake.ts";

/** EventBridge tells the time of an event in whole seconds. */
const rounding = 1000;

/**
 * The lines of the audit log from `since` on, a page at a time and in no order. There is no upper end: a line whose delivery was
 * tried again carries a later time than its event.
 */
export async function* auditLines(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  since: Instant,
): AsyncGenerator<readonly string[]> {
  const pages = paginateFilterLogEvents({ client: logs }, { logGroupName, startTime: since - rounding });
  const iterator = pages[Symbol.asyncIterator]();
  for (;;) {
    const page = await askAws("logs:FilterLogEvents", () => iterator.next()).catch(explain(logGroupName));
    if (page.done === true) return;
    yield page.value.events?.map(({ message = "" }) => message) ?? [];
  }
}

const explain =
  (logGroupName: string) =>
  (error: unknown): never => {
    if (error instanceof Error && error.name === "ResourceNotFoundException")
      throw new Mistake(`There is no audit log ${logGroupName} in this account and region. See --audit-log.`);
    throw error;
  };
