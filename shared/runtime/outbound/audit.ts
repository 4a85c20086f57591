import { logsClient } from "../../aws/clients.ts";
import { cloudWatchAuditLog } from "../../aws/cloudwatch-audit-log.ts";
import { systemClock } from "../clock.ts";
import type { OutboundOf } from "../services.ts";

/** For the function that writes the audit log. */
export const audits: OutboundOf<"audit"> = ({ auditLogGroup }) => ({
  audit: cloudWatchAuditLog(logsClient(), { auditLogGroup, clock: systemClock }),
});
